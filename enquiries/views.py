"""The pages of an enquiry: the questions, the check of the answers, the confirmation."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from enquiries import drafts, form_factory, sending, traps
from enquiries import schools as register
from enquiries.browser import knows_browser
from enquiries.forms import EnquiryForm
from enquiries.models import Draft, EnquiryType, Notice
from intake import clients, routing, sla, uploads, wording
from intake.fields.widgets import REMOVE

_SUGGESTIONS = 10
_private = cache_control(no_store=True, private=True)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List what one can enquire about."""
    return render(request, "enquiries/index.html", {"types": EnquiryType.objects.offered()})


@require_http_methods(["GET", "HEAD", "POST"])
@knows_browser
def form(request: HttpRequest, slug: str, *, browser: str) -> HttpResponse:
    """Ask a type's questions, and take the answers."""
    enquiry_type = _active_type(slug)
    if request.method == "POST":
        return _take_answers(request, enquiry_type, browser)
    if "form" not in request.GET and enquiry_type.is_closed:
        return _closed(request, enquiry_type)
    if "form" not in request.GET:
        return _question_page(request, drafts.begin(enquiry_type=enquiry_type, browser=browser))
    draft = drafts.find(token=request.GET["form"], browser=browser)
    if not draft or draft.enquiry_type_id != enquiry_type.pk:
        return _no_such_form(request, enquiry_type)
    if draft.submission:
        if enquiry_type.is_closed:
            return _closed(request, enquiry_type)
        draft = drafts.begin(enquiry_type=enquiry_type, browser=browser)
    return _question_page(request, draft)


@require_http_methods(["GET", "HEAD", "POST"])
@_private
@knows_browser
def check(request: HttpRequest, slug: str, *, browser: str) -> HttpResponse:
    """Show the answers before they are sent, and send them."""
    token = request.POST.get("form_token") if request.method == "POST" else request.GET.get("form")
    draft = drafts.find(token=token, browser=browser)
    if not draft or draft.enquiry_type.slug != slug:
        return _no_such_form(request, _active_type(slug))
    try:
        if request.method == "POST" or draft.submission:
            sending.send(draft, client=clients.address_of(request))
            return _see_other("enquiries:sent", draft)
        return _check_page(request, draft)
    except sending.AnswersRefused as refused:
        return _question_page(request, draft, refused.form)


@require_safe
@_private
@knows_browser
def sent(request: HttpRequest, *, browser: str) -> HttpResponse:
    """Confirm what was sent: the reference, and what happens next."""
    draft = drafts.find(token=request.GET.get("form"), browser=browser)
    submission = draft.submission if draft else None
    if not draft or not submission:
        return _no_such_form(request)
    notices = sending.confirmation_notices(
        draft.enquiry_type, facts=routing.facts_of(submission), now=submission.received_at
    )
    context = {
        "enquiry_type": draft.enquiry_type,
        "submission": submission,
        "target": sla.in_words(submission.respond_by),
        "notices": notices,
    }
    return render(request, "enquiries/sent.html", context)


@require_safe
@cache_control(public=True, max_age=3600)
def schools(request: HttpRequest) -> JsonResponse:
    """Suggest schools of the public register for what somebody types."""
    found = register.search(request.GET.get("q", ""), at_most=_SUGGESTIONS)
    return JsonResponse({"schools": [{"name": str(school), "postcode": school.postcode} for school in found]})


def _take_answers(request: HttpRequest, enquiry_type: EnquiryType, browser: str) -> HttpResponse:
    form_class = form_factory.build(enquiry_type)
    token = request.POST.get("form_token")
    try:
        draft = drafts.find_or_begin(token=token, enquiry_type=enquiry_type, browser=browser)
    except drafts.NotYours:
        return _ask_again(request, form_class, drafts.begin(enquiry_type=enquiry_type, browser=browser))
    if draft.submission:
        return _see_other("enquiries:sent", draft)
    if draft._state.adding and not enquiry_type.takes_late_answers:
        return _closed(request, enquiry_type)
    form = _posted_form(request, form_class, draft)
    trace = traps.trace(draft, request.POST)
    drafts.save(draft=draft, answers=form.kept_answers(), checked=form.is_valid(), trace=trace)
    if form.errors:
        return _question_page(request, draft, form)
    return _see_other("enquiries:check", draft, enquiry_type.slug)


def _posted_form(request: HttpRequest, form_class: type[EnquiryForm], draft: Draft) -> EnquiryForm:
    files, problems = [], {}
    for question in form_class.file_questions():
        kept, problems[question.name] = uploads.keep(
            upload_token=draft.pk,
            question=question.name,
            files=request.FILES.getlist(question.name),
            remove=request.POST.getlist(question.name + REMOVE),
        )
        files += kept
    form = form_class(request.POST, files=files, file_problems=problems)
    form.full_clean()
    return form


def _ask_again(request: HttpRequest, form_class: type[EnquiryForm], draft: Draft) -> HttpResponse:
    """Keep what was typed into a form whose token opens nothing here, under a new token."""
    form = form_class(request.POST)
    form.add_error(None, "This form was open for too long. Check it, add any files again, then continue")
    return _question_page(request, draft, form)


def _question_page(request: HttpRequest, draft: Draft, form: EnquiryForm | None = None) -> HttpResponse:
    enquiry_type = draft.enquiry_type
    if not form:
        form_class = form_factory.build(enquiry_type)
        files = [] if draft._state.adding else sending.kept_files(draft, form_class)
        form = form_class(initial=draft.answers, files=files)
    context = {
        "enquiry_type": enquiry_type,
        "form": form,
        "form_token": draft.pk,
        "shown": traps.stamp(draft),
        "notices": enquiry_type.notices.filter(place=Notice.Place.FORM),
        "target": wording.response_target_in_words(enquiry_type.usual_queue),
    }
    response = render(request, "enquiries/form.html", context, status=422 if form.errors else 200)
    # An empty form holds nothing private; kept by the browser, it is there, as typed, when one goes back.
    empty = not form.is_bound and not draft.answers
    patch_cache_control(response, private=True, **({"no_cache": True} if empty else {"no_store": True}))
    return response


def _check_page(request: HttpRequest, draft: Draft) -> HttpResponse:
    form = sending.checked_form(draft)
    if form.errors:
        raise sending.AnswersRefused(form)
    context = {"enquiry_type": draft.enquiry_type, "form_token": draft.pk, "answers": form.answers()}
    return render(request, "enquiries/check.html", context)


def _closed(request: HttpRequest, enquiry_type: EnquiryType) -> HttpResponse:
    """Say that nobody can begin the form any more, in HLT's own words where there are any."""
    closed_at = wording.moment_in_words(enquiry_type.closes_at) if enquiry_type.closes_at else ""
    response = render(
        request, "enquiries/closed.html", {"enquiry_type": enquiry_type, "closed_at": closed_at}
    )
    patch_cache_control(response, private=True, no_store=True)
    return response


def _no_such_form(request: HttpRequest, enquiry_type: EnquiryType | None = None) -> HttpResponse:
    """Say that a form cannot be opened, and nothing of whether or where it exists."""
    response = render(request, "enquiries/no-such-form.html", {"enquiry_type": enquiry_type}, status=404)
    patch_cache_control(response, private=True, no_store=True)
    return response


def _see_other(name: str, draft: Draft, *args: Any) -> HttpResponse:
    response = redirect(f"{reverse(name, args=args)}?form={draft.pk}")
    response.status_code = 303
    return response


def _active_type(slug: str) -> EnquiryType:
    types = EnquiryType.objects.select_related("usual_queue").prefetch_related("questions")
    return get_object_or_404(types, slug=slug, active=True)
