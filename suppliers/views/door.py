"""The guide, and the door: an email address, the link that is sent to it, and coming in by that link."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from intake import clients, wording
from suppliers import door, procurement, session, thresholds
from suppliers.public_forms import LinkForm
from suppliers.sections import SECTIONS
from suppliers.views.answers import UNPROCESSABLE, see_other

#: What to have at hand, by section.
NEEDED = {
    "organisation": _("Names, addresses, and your company, charity and VAT numbers if you have them."),
    "contacts": _("Names, email addresses and telephone numbers of the people we can contact."),
    "offer": _("What you sell, where, to which phases of education, and 2 customers we can ask."),
    "insurance": _("Your policies: insurer, number, amount and expiry date, with the certificates."),
    "safeguarding": _("If you work with children: DBS checks, training, and your safeguarding policy."),
    "data-protection": _("Your ICO registration if you handle personal data, and Cyber Essentials if any."),
    "policies": _("Which policies you have, such as equality or health and safety, and the documents."),
    "declarations": _(
        "Whether any exclusion ground in the Procurement Act 2023 applies to you, and who signs."
    ),
    "payment": _("Nothing. We explain how our finance team asks for your bank details and checks them."),
}


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """Say how to sell goods and services to HLT, and let begin."""
    queue = procurement.queue()
    context = {
        "needs": [(section.title, NEEDED[section.slug]) for section in SECTIONS],
        "thresholds": thresholds.current(timezone.localdate()),
        "queue": queue,
        "reply": wording.response_target_in_words(queue),
        "decision": wording.resolution_target_in_words(queue),
    }
    return render(request, "suppliers/guide.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Ask for an email address, and send a link to it; the answer never tells what we know of it."""
    then = request.POST.get("next") or request.GET.get("next", "")
    if request.method != "POST":
        if session.email_of(request):
            return session.private(redirect(door.own_path(then)))
        return _link_page(request, LinkForm(), then)
    form = LinkForm(request.POST)
    if not form.is_valid():
        return _link_page(request, form, then)
    door.send_link(
        email=form.cleaned_data["email"],
        client=clients.address_of(request),
        then=door.own_path(then) if then else "",
    )
    return session.private(see_other("link-sent"))


@require_safe
def link_sent(request: HttpRequest) -> HttpResponse:
    """Say the same to everybody."""
    context = {"minutes": int(door.LINK_LIFE.total_seconds() // 60), "at_most": door.LINKS_PER_ADDRESS}
    return render(request, "suppliers/link-sent.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Show a button that spends the link; only the button does, so that no mail scanner spends it."""
    return session.private(_spend(request, token) if request.method == "POST" else _offer(request, token))


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Forget who was in."""
    session.leave(request)
    return session.private(see_other("guide"))


def _offer(request: HttpRequest, token: str) -> HttpResponse:
    then = request.GET.get("next", "")
    if door.is_good(token):
        return render(request, "suppliers/enter.html", {"then": then})
    if session.email_of(request):
        return redirect(door.own_path(then))
    return _not_good(request, then)


def _spend(request: HttpRequest, token: str) -> HttpResponse:
    then = request.POST.get("next", "")
    try:
        session.come_in(request, door.enter(token=token))
    except door.LinkNotGood:
        # Pressed twice, the second finds the link spent and its owner in.
        if not session.email_of(request):
            return _not_good(request, then)
    response = redirect(door.own_path(then))
    response.status_code = 303
    return response


def _not_good(request: HttpRequest, then: str) -> HttpResponse:
    context = {"form": LinkForm(), "then": then, "minutes": int(door.LINK_LIFE.total_seconds() // 60)}
    return render(request, "suppliers/link-not-good.html", context, status=404)


def _link_page(request: HttpRequest, form: LinkForm, then: str) -> HttpResponse:
    context = {"form": form, "then": then, "kept": request.GET.get("kept") == "yes"}
    status = UNPROCESSABLE if form.errors else 200
    return session.private(render(request, "suppliers/register.html", context, status=status))
