"""Whether a request comes from the procurement team: asked of the database once a request.

The admin asks it several times for every page, to know which models to list.
"""

from django.http import HttpRequest

from suppliers import access

_KNOWN = "_is_procurement"


def may_procure(request: HttpRequest) -> bool:
    """Return `access.may_procure` of the person who asks."""
    if not hasattr(request, _KNOWN):
        setattr(request, _KNOWN, access.may_procure(request.user))
    return bool(getattr(request, _KNOWN))
