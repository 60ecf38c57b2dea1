"""Whether a request may see what the procurement team sees: asked of the database once a request.

The admin asks it several times for every page, to know which models to list.
"""

from django.http import HttpRequest

from suppliers import access

_KNOWN = "_reads_procurement"


def may_read(request: HttpRequest) -> bool:
    """Return `access.may_read` of the person who asks."""
    if not hasattr(request, _KNOWN):
        setattr(request, _KNOWN, access.may_read(request.user))
    return bool(getattr(request, _KNOWN))
