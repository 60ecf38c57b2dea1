"""The page on which rules are tried: with a past submission, or with answers that are typed."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from intake import access, kinds, references, routing
from intake.models import Queue, RoutingRule

_LONGEST = 5000


class KindForm(forms.Form):
    """Which type's questions are to be answered."""

    kind = forms.ChoiceField(label="Type")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the types there are."""
        super().__init__(*args, **{**kwargs, "label_suffix": ""})
        field: Any = self.fields["kind"]
        field.choices = kinds.known()


class AnswersForm(forms.Form):
    """The questions of a type, to be answered as rules see the answers."""

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        """Ask what a rule for `kind` may ask about."""
        super().__init__(*args, **{**kwargs, "label_suffix": ""})
        for name, label in kinds.fields_of(kind).items():
            self.fields[_control(name)] = forms.CharField(
                label=label,
                required=False,
                max_length=_LONGEST,
                widget=forms.Textarea(attrs={"rows": 1, "autocomplete": "off"}),
                help_text=name,
            )

    def facts(self) -> dict[str, Any]:
        """Return the answers that were typed, as rules see them."""
        start = len(_control(""))
        typed = {control[start:]: value for control, value in self.cleaned_data.items()}
        return {name: _fact(text) for name, text in typed.items() if text}


def trial_page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """Answer with the page, and with what became of what was asked."""
    context = {
        **site.each_context(request),
        "title": "Try the rules",
        "opts": RoutingRule._meta,
        "reference": request.GET.get("reference", "").strip(),
    }
    kind = request.POST.get("kind") or request.GET.get("kind", "")
    context["kind_form"] = KindForm({"kind": kind}) if kind else KindForm()
    if context["reference"]:
        context |= _of_submission(request, context["reference"])
    elif kind and context["kind_form"].is_valid():
        context |= _of_answers(request, kind)
    request.current_app = site.name
    return TemplateResponse(request, "admin/intake/routingrule/try.html", context)


def _of_submission(request: HttpRequest, typed: str) -> dict[str, Any]:
    """The trial of a past submission, at the moment at which it came in."""
    found = access.visible_submissions(request.user).select_related("queue")
    submission = found.filter(reference=references.normalise(typed)).first()
    if not submission:
        return {"problem": f"There is no submission “{typed}”. Check the reference."}
    facts = routing.facts_of(submission)
    answers = AnswersForm(
        kind=submission.kind, initial={_control(name): _typed(fact) for name, fact in facts.items()}
    )
    return {
        "submission": submission,
        "kind_form": KindForm(initial={"kind": submission.kind}),
        "kind": submission.kind,
        "answers": answers,
        **_trial(facts, submission.kind, submission.received_at),
    }


def _of_answers(request: HttpRequest, kind: str) -> dict[str, Any]:
    """The questions of a type and, once they are answered, the trial of that, now."""
    if request.method != "POST":
        return {"kind": kind, "answers": AnswersForm(kind=kind)}
    answers = AnswersForm(request.POST, kind=kind)
    trial = _trial(answers.facts(), kind, timezone.now()) if answers.is_valid() else {}
    return {"kind": kind, "answers": answers, **trial}


def _trial(facts: Mapping[str, Any], kind: str, now: dt.datetime) -> dict[str, Any]:
    tries = routing.explain(facts, kind, now)
    usual = kinds.usual_queues().get(kind)
    return {
        "tries": tries,
        "rule": routing.taker(tries),
        "usual_queue": usual if usual and usual.active else Queue.objects.get(is_catch_all=True),
        "depends_on_address": kind not in kinds.usual_queues(),
    }


def _control(name: str) -> str:
    """The name of an answer's control; no question's name can be taken for another field of the page."""
    return f"answer-{name}"


def _fact(text: str) -> str | list[str]:
    """What was typed: one answer or, a line each, several; a text of several lines can be either."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return [text, *lines] if len(lines) > 1 else text.strip()


def _typed(fact: Any) -> str:
    """A stored fact as it would be typed."""
    if isinstance(fact, bool):
        return "yes" if fact else "no"
    if isinstance(fact, list | tuple):
        return "\n".join(str(each) for each in fact)
    if isinstance(fact, dt.datetime):
        return f"{timezone.localtime(fact):%Y-%m-%d %H:%M}"
    return "" if fact is None else str(fact)
