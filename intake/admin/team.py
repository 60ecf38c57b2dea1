"""The page on which a lead adds a colleague to their queue, or invites one who has no account yet."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from intake import access, paging, team
from intake.models import Queue, QueueMembership
from intake.templatetags.triage import person

_LONGEST_NAME = 150


class FindForm(forms.Form):
    """Whom to look for."""

    q = forms.CharField(
        label="Name or email address",
        help_text="Of somebody at HLT who has an account already; the beginning is enough",
        max_length=_LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name its ids for the page."""
        super().__init__(*args, **{**kwargs, "auto_id": "find_%s", "label_suffix": ""})


class InviteForm(forms.Form):
    """Who is invited."""

    first_name = forms.CharField(label="First name", max_length=_LONGEST_NAME)
    last_name = forms.CharField(label="Last name", max_length=_LONGEST_NAME)
    email = forms.EmailField(label="Email address", help_text="The link is sent there")
    role = forms.ChoiceField(label="Role", choices=QueueMembership.Role.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name its ids for the page; what is filled in is of somebody else than who fills it in."""
        super().__init__(*args, **{**kwargs, "auto_id": "invite_%s", "label_suffix": ""})
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"


def team_page(request: HttpRequest, site: AdminSite, queue_id: int) -> HttpResponse:
    """Answer a GET with the page and whom a search finds, and a POST with what became of it."""
    queue = access.inspected_queues(request.user).filter(pk=queue_id).first()
    if not queue:
        raise Http404("They manage no such queue.")
    if not access.may_manage(request.user, queue):
        raise PermissionDenied
    invite = InviteForm()
    if request.method == "POST":
        invite = InviteForm(request.POST) if "email" in request.POST else InviteForm()
        if _done(request, queue, invite):
            return HttpResponseRedirect(request.path, status=303)
    find = FindForm(request.GET if "q" in request.GET else None)
    actor = access.signed_in(request.user)
    typed = find.cleaned_data["q"] if find.is_bound and find.is_valid() else ""
    context = {
        **site.each_context(request),
        "title": f"Add a colleague to {queue}",
        "opts": Queue._meta,
        "queue": queue,
        "find": find,
        "typed": typed,
        "found": team.find(queue=queue, actor=actor, typed=typed),
        "found_at_most": team.FOUND_AT_MOST,
        "roles": QueueMembership.Role.choices,
        "invite": invite,
        "invited": team.invited(queue),
    }
    request.current_app = site.name
    return TemplateResponse(request, "admin/intake/queue/team.html", context)


def _done(request: HttpRequest, queue: Queue, invite: InviteForm) -> bool:
    """Do what was posted and say so; return whether the page begins anew."""
    if "email" in request.POST and not invite.is_valid():
        return False
    try:
        messages.success(request, _do(request, queue, invite))
    except ValidationError as error:
        if invite.is_bound:
            invite.add_error(None, error)
            return False
        messages.error(request, " ".join(error.messages))
    return True


def _do(request: HttpRequest, queue: Queue, invite: InviteForm) -> str:
    """Do what was posted; return what is said of it."""
    posted, actor = request.POST, access.signed_in(request.user)
    if invite.is_bound:
        user = team.invite(queue_id=queue.pk, actor=actor, **invite.cleaned_data)
        return f"{person(user)} is invited: an email is on its way to {user.email}."
    user_id, role = posted.get("user", ""), posted.get("role", "")
    if paging.is_id(user_id) and "again" in posted:
        user = team.invite_again(queue_id=queue.pk, actor=actor, user_id=int(user_id))
        return f"A new link is on its way to {user.email}."
    if paging.is_id(user_id) and role in QueueMembership.Role.values:
        membership = team.add(queue_id=queue.pk, actor=actor, user_id=int(user_id), role=role)
        return f"{person(membership.user)} is a {membership.role} of {queue} now."
    raise ValidationError("That is nothing that can be done here. Nothing was changed.")
