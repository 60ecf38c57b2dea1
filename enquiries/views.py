"""The pages of an enquiry: the questions, the check of the answers, the confirmation."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from enquiries import (
    drafts,
    form_factory,
    forms,
    sending,
    step_addresses,
    steps,
    suggested_answers,
    traps,
    versions,
)
from enquiries import schools as register
from enquiries.browser import knows_browser
from enquiries.definitions import Definition
from enquiries.forms import EnquiryForm
from enquiries.models import Draft, EnquiryType, Page
from enquiries.step_addresses import BACK, CHANGE, named_page
from intake import clients, paging, routing, sla, uploads, wording
from intake.fields.widgets import REMOVE

_SUGGESTIONS = 10
_TOO_LONG = _("This form was open for too long. Check it, add any files again, then continue")
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
        return _ask(request, drafts.begin(enquiry_type=enquiry_type, browser=browser))
    draft = drafts.find(token=request.GET["form"], browser=browser)
    if not draft or draft.enquiry_type_id != enquiry_type.pk:
        return _no_such_form(request, enquiry_type)
    if draft.submission:
        if enquiry_type.is_closed:
            return _closed(request, enquiry_type)
        draft = drafts.begin(enquiry_type=enquiry_type, browser=browser)
    return _ask(request, draft)


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
        return _ask_back(request, draft, refused.form)


@require_http_methods(["GET", "HEAD", "POST"])
@_private
@knows_browser
def solved(request: HttpRequest, slug: str, *, browser: str) -> HttpResponse:
    """Take it that a suggested answer was enough; then say that nothing was sent."""
    token = request.POST.get("form_token") if request.method == "POST" else request.GET.get("form")
    draft = drafts.find(token=token, browser=browser)
    if not draft or draft.enquiry_type.slug != slug:
        return _solved_page(request, slug, token)
    answer = request.POST.get("answer", "")
    ended = paging.is_id(answer) and suggested_answers.solve(draft=draft, answer_id=int(answer))
    return _see_other("enquiries:solved" if ended else "enquiries:check", draft, slug)


@require_safe
@_private
@knows_browser
def sent(request: HttpRequest, *, browser: str) -> HttpResponse:
    """Confirm what was sent: the reference, and what happens next."""
    draft = drafts.find(token=request.GET.get("form"), browser=browser)
    submission = draft.submission if draft else None
    if not draft or not submission:
        return _no_such_form(request)
    form = versions.of_draft(draft)
    notices = sending.confirmation_notices(
        form, facts=routing.facts_of(submission), now=submission.received_at
    )
    context = {
        "enquiry_type": draft.enquiry_type,
        "submission": submission,
        "target": sla.in_words(submission.respond_by),
        "notices": notices,
        "next_steps": form.next_steps,
    }
    return render(request, "enquiries/sent.html", context)


@require_safe
@cache_control(public=True, max_age=3600)
def schools(request: HttpRequest) -> JsonResponse:
    """Suggest schools of the public register for what somebody types."""
    found = register.search(request.GET.get("q", ""), at_most=_SUGGESTIONS)
    return JsonResponse({"schools": [{"name": str(school), "postcode": school.postcode} for school in found]})


def _take_answers(request: HttpRequest, enquiry_type: EnquiryType, browser: str) -> HttpResponse:
    token, shown = request.POST.get("form_token"), request.POST.get("form_version")
    try:
        draft = drafts.find_or_begin(token=token, enquiry_type=enquiry_type, browser=browser, shown=shown)
    except drafts.NotYours:
        return _ask_again(request, drafts.begin(enquiry_type=enquiry_type, browser=browser, shown=shown))
    if draft.submission:
        return _see_other("enquiries:sent", draft)
    if draft._state.adding and not enquiry_type.takes_late_answers:
        return _closed(request, enquiry_type)
    definition = versions.of_draft(draft)
    if definition.has_steps:
        return _take_page(request, draft, definition)
    form = _posted_form(request, form_factory.build(definition), draft)
    trace = traps.trace(draft, request.POST)
    drafts.save(draft=draft, answers=form.kept_answers(), checked=form.is_valid(), trace=trace)
    if form.errors:
        return _question_page(request, draft, form)
    suggested_answers.record_shown(draft=draft, form=form)
    return _see_other("enquiries:check", draft, enquiry_type.slug)


def _posted_form(request: HttpRequest, form_class: type[EnquiryForm], draft: Draft) -> EnquiryForm:
    files, problems = [], {}
    for question in form_class.file_questions():
        kept, problems[question.name] = uploads.keep(
            upload_token=draft.pk,
            question=question.name,
            files=request.FILES.getlist(question.name),
            remove=request.POST.getlist(question.name + REMOVE),
            rules=question.file_rules(),
        )
        files += kept
    form = form_class(request.POST, files=files, file_problems=problems)
    form.full_clean()
    return form


def _ask(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Show the form; of one with several pages the page that the address names, if it may be opened yet."""
    definition = versions.of_draft(draft)
    form_class = form_factory.build(definition)
    files = sending.kept_files(draft, form_class)
    if not definition.has_steps:
        return _question_page(request, draft, form_class(initial=draft.answers, files=files))
    way = steps.of(definition, answers=draft.answers, files=files)
    page = definition.pages[0] if draft._state.adding else named_page(request, definition)
    change = CHANGE in request.GET
    if not page or not way.may_open(page):
        return _lead_to(draft, way.unfinished(), change=change)
    form = way.form_of(page)(initial=draft.answers, files=files)
    return _question_page(request, draft, form, step_addresses.step(draft, way, page, change=change))


def _take_page(request: HttpRequest, draft: Draft, definition: Definition) -> HttpResponse:
    """Keep the answers of one page, good or not, and lead to the page that comes next or before."""
    files = sending.kept_files(draft, form_factory.build(definition))
    way = steps.of(definition, answers=draft.answers, files=files)
    page, change = named_page(request, definition) or definition.pages[0], CHANGE in request.GET
    form = _posted_form(request, way.form_of(page), draft)
    here = {question.name for question in form.file_questions()}
    files = [file for file in files if file.question not in here] + form.kept_files
    answers = {**draft.answers, **form.kept_answers()}
    way = steps.of(definition, answers=answers, files=files)
    step = step_addresses.step(draft, way, page, change=change)
    trace = traps.trace(draft, request.POST)
    drafts.save(draft=draft, answers=answers, checked=not way.unfinished(), trace=trace)
    if not way.unfinished():
        suggested_answers.record_shown(draft=draft, form=way.form)
    if BACK in request.GET and step["back"]:
        return _go_on_at(step["back"])
    if form.errors and page in way.asked:
        return _question_page(request, draft, form, step)
    return _lead_to(draft, way.unfinished() if change else way.after(page), change=change)


def _ask_back(request: HttpRequest, draft: Draft, form: EnquiryForm) -> HttpResponse:
    """Show what is wrong with the answers; of a form with several pages on the first that lacks good ones."""
    if not form.definition.has_steps:
        return _question_page(request, draft, form)
    way = steps.Steps(form)
    page = way.unfinished()
    if not page or not way.was_posted(page):
        return _lead_to(draft, page or way.asked[0], change=True)
    refused = way.form_of(page)(forms.as_posted(draft.answers), files=form.kept_files)
    return _question_page(request, draft, refused, step_addresses.step(draft, way, page, change=True))


def _ask_again(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Keep what was typed into a form whose token opens nothing here, under a new token."""
    definition = versions.of_draft(draft)
    if definition.has_steps:
        return _begin_again(request, draft, definition)
    form = form_factory.build(definition)(request.POST)
    form.add_error(None, _TOO_LONG)
    return _question_page(request, draft, form)


def _begin_again(request: HttpRequest, draft: Draft, definition: Definition) -> HttpResponse:
    """Show the first page; what was typed into the one that came stands there when one reaches it again."""
    if not draft.enquiry_type.takes_late_answers:
        return _closed(request, draft.enquiry_type)
    page, first = named_page(request, definition) or definition.pages[0], definition.pages[0]
    typed = form_factory.build(definition, definition.questions_on(page))(request.POST)
    typed.full_clean()
    drafts.save(draft=draft, answers=typed.kept_answers(), checked=False)
    way = steps.of(definition, answers=draft.answers, files=())
    form = way.form_of(first)(forms.as_posted(draft.answers))
    form.errors.clear()
    form.add_error(None, _TOO_LONG)
    return _question_page(request, draft, form, step_addresses.step(draft, way, first))


def _question_page(
    request: HttpRequest, draft: Draft, form: EnquiryForm, step: dict[str, Any] | None = None
) -> HttpResponse:
    enquiry_type = draft.enquiry_type
    context = {
        "enquiry_type": enquiry_type,
        "form": form,
        "form_token": draft.pk,
        "form_version": draft.version and draft.version.number,
        "shown": traps.stamp(draft),
        "introduction": form.definition.introduction,
        "notices": form.definition.form_notices(),
        "target": wording.response_target_in_words(enquiry_type.usual_queue),
        "step": step,
    }
    response = render(request, "enquiries/form.html", context, status=422 if form.errors else 200)
    # An empty form holds nothing private; kept by the browser, it is there, as typed, when one goes back.
    empty = not form.is_bound and not draft.answers
    patch_cache_control(response, private=True, **({"no_cache": True} if empty else {"no_store": True}))
    return response


def _lead_to(draft: Draft, page: Page | None, *, change: bool) -> HttpResponse:
    """Lead to a page, or to the check of the answers where none is left."""
    if page:
        return _go_on_at(step_addresses.of_page(draft, page, change=change))
    return _go_on_at(step_addresses.of_check(draft))


def _check_page(request: HttpRequest, draft: Draft) -> HttpResponse:
    form = sending.checked_form(draft)
    way = steps.Steps(form) if form.definition.has_steps else None
    if form.errors or (way and way.unfinished()):
        raise sending.AnswersRefused(form)
    context = {
        "enquiry_type": draft.enquiry_type,
        "form_token": draft.pk,
        "answers": form.answers(),
        "suggested_answers": suggested_answers.for_form(form, draft.enquiry_type),
        "pages": way and way.answers(),
        "back": way and step_addresses.of_page(draft, way.asked[-1]),
    }
    return render(request, "enquiries/check.html", context)


def _solved_page(request: HttpRequest, slug: str, token: str | None) -> HttpResponse:
    enquiry_type = _active_type(slug)
    if not suggested_answers.is_solved(token=token, enquiry_type=enquiry_type):
        return _no_such_form(request, enquiry_type)
    return render(request, "enquiries/solved.html", {"enquiry_type": enquiry_type})


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
    return _go_on_at(f"{reverse(name, args=args)}?form={draft.pk}")


def _go_on_at(address: str) -> HttpResponse:
    response = redirect(address)
    response.status_code = 303
    return response


def _active_type(slug: str) -> EnquiryType:
    types = EnquiryType.objects.select_related("usual_queue")
    return get_object_or_404(types, slug=slug, active=True)
