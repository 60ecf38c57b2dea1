"""Suggestions: learnt from where staff resolved others like it, and kept only while they beat the rules."""

import datetime as dt
import re
from io import StringIO

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command

from intake import suggestions
from intake.models import Submission, Suggester
from intake.submissions import Incoming, Sender, receive
from intake.suggestions import accepting, features, scoring, training
from intake.tasks import learn_where_enquiries_go
from tests.factories import (
    MembershipFactory,
    QueueFactory,
    RoutingRuleFactory,
    SubmissionFactory,
    catch_all_queue,
)

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

NOW = dt.datetime(2026, 11, 25, 10, tzinfo=dt.UTC)
MEALS = "The lunch menu and the free school meals that my daughter eats at dinner"
TERMS = "When do the holidays begin, and on which date does the summer term end"


@pytest.fixture(autouse=True)
def _now():
    # The tests' rows have the ids of other tests' rows.
    suggestions._weights.cache_clear()
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def meals():
    return QueueFactory(name="Meals")


@pytest.fixture
def terms():
    return QueueFactory(name="Terms")


def resolved(queue, text: str, *, weeks_ago: float, **fields) -> Submission:
    return SubmissionFactory(
        kind="general",
        queue=queue,
        status="resolved",
        subject=text,
        answers=fields.pop("answers", []),
        received_at=NOW - dt.timedelta(weeks=weeks_ago),
        **fields,
    )


@pytest.fixture
def past(meals, terms):
    """What was resolved: 120 before the last weeks, 40 in them; rules would send all of it to one queue."""
    RoutingRuleFactory(kind="general", queue=terms)
    for number in range(160):
        weeks_ago = 1 + number % 3 if number < 40 else 5 + number % 20
        if number % 2:
            resolved(meals, f"{MEALS} number {number}", weeks_ago=weeks_ago)
        else:
            resolved(terms, f"{TERMS} number {number}", weeks_ago=weeks_ago)


@pytest.fixture
def trained(past) -> Suggester:
    return training.train("general")


def asked(queue, text: str = "My daughter needs free meals for lunch") -> Submission:
    return SubmissionFactory(kind="general", queue=queue, subject=text, answers=[])


def test_it_suggests_the_queue_that_resolved_others_like_it(trained, meals, terms):
    suggestion = suggestions.suggest(asked(terms))
    assert suggestion.queue == meals
    assert 0.5 < suggestion.confidence < 1
    assert suggestion.per_cent == int(suggestion.confidence * 100)


def test_its_figures_stand_beside_the_rules(trained):
    figures = trained.figures
    assert trained.in_use
    assert (figures["learnt_from"], figures["count"]) == (120, 40)
    assert (figures["model"], figures["rules"]) == (40, 20)
    assert figures["queues"] == {
        "Meals": {"count": 20, "model": 20, "rules": 0},
        "Terms": {"count": 20, "model": 20, "rules": 20},
    }
    assert list(figures["weeks"]) == ["2026-11-02", "2026-11-09", "2026-11-16"]
    assert figures["confusion"] == {"Meals": {"Meals": 20}, "Terms": {"Terms": 20}}


def test_it_scores_as_scikit_learn_does(past):
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    examples = training._examples("general")
    vectorizer = TfidfVectorizer(analyzer=sorted, binary=True, min_df=3)
    seen = vectorizer.fit_transform([each.words for each in examples])
    fitted = LogisticRegression(C=10, max_iter=1000).fit(seen, [each.queue_id for each in examples])
    weights = training._fit(examples)
    for words in ({"lunch", "menu", "unheard"}, {"term"}, set(), {"term", "lunch", "holidays"}):
        likely = fitted.predict_proba(vectorizer.transform([words]))[0]
        queue_id, confidence = scoring.best(weights, words)
        assert queue_id == fitted.classes_[likely.argmax()]
        assert confidence == pytest.approx(likely.max(), abs=0.002)


def test_three_queues_are_told_apart(past, meals):
    third = QueueFactory(name="Governors")
    for number in range(60):
        resolved(third, "The governors of the board meet", weeks_ago=1 if number < 10 else 8)
    training.train("general")
    assert suggestions.suggest(asked(meals, "Who are the governors on this board")).queue == third


def test_what_is_no_better_than_the_rules_is_not_kept(trained, meals, terms):
    # Somebody has written the rule that was missing.
    Submission.objects.filter(queue=meals).update(queue=terms, subject=MEALS)
    resolved(meals, "odd", weeks_ago=6)
    again = training.train("general")
    assert not again.in_use
    assert again.weights == {}
    assert (again.figures["model"], again.figures["rules"]) == (40, 40)
    assert suggestions.suggest(asked(meals)) is None
    trained.refresh_from_db()
    assert (trained.in_use, trained.weights) == (False, {})


def test_with_too_little_to_learn_from_what_is_in_use_stays(trained, terms):
    Submission.objects.filter(received_at__gte=NOW - dt.timedelta(weeks=4)).delete()
    with pytest.raises(training.NotTrained, match="Too little was resolved: 120 to learn from"):
        training.train("general")
    assert suggestions.suggest(asked(terms))


def test_one_queue_teaches_nothing(past, meals):
    Submission.objects.update(queue=meals)
    with pytest.raises(training.NotTrained, match="nothing to learn"):
        training.train("general")


def test_without_scikit_learn_everything_else_works(past, monkeypatch, terms):
    import sys

    monkeypatch.setitem(sys.modules, "sklearn.linear_model", None)
    learn_where_enquiries_go()
    assert not Suggester.objects.exists()
    assert suggestions.suggest(asked(terms)) is None


def test_each_night_it_is_trained_and_old_rows_go(past, monkeypatch):
    monkeypatch.setattr(training, "_ROWS_KEPT", 2)
    for _ in range(3):
        learn_where_enquiries_go()
    assert Suggester.objects.count() == 2
    assert Suggester.objects.get(in_use=True) == Suggester.objects.first()


def test_the_sender_is_no_feature(meals):
    answers = [
        {"name": "name", "label": "Name", "kind": "short_text", "value": "Jo Brown", "display": "Jo Brown"},
        {"name": "email", "label": "Email", "kind": "email", "value": "jo@x.org", "display": "jo@x.org"},
        {"name": "about", "label": "About", "kind": "one_of", "value": "meals", "display": "School meals"},
        {
            "name": "message",
            "label": "Message",
            "kind": "long_text",
            "value": "x",
            "display": "No lunch, 26!",
        },
        {"name": "tel", "label": "Tel", "kind": "short_text", "value": None, "display": ""},
    ]
    submission = SubmissionFactory(subject="A question", sender_name="Jo Brown", answers=answers)
    assert features.of(submission) == {"question", "about=meals", "lunch"}


@pytest.mark.parametrize(
    "because",
    ["it is there already", "it is closed", "it is of another type", "the queue is closed", "unsure"],
)
def test_there_is_no_suggestion_where(trained, meals, terms, because):
    submission = asked(meals if because == "it is there already" else terms)
    if because == "it is closed":
        submission.status = "resolved"
    elif because == "it is of another type":
        submission.kind = "press"
    elif because == "the queue is closed":
        meals.active = False
        meals.save()
    elif because == "unsure":
        third = QueueFactory()
        Suggester.objects.filter(pk=trained.pk).update(
            weights={"queues": [meals.pk, terms.pk, third.pk], "start": [0.1, 0, 0], "words": {}}
        )
        suggestions._weights.cache_clear()
    assert suggestions.suggest(submission) is None


def test_a_member_accepts_it_and_the_timeline_says_so(trained, meals, terms):
    submission, ada = asked(terms), MembershipFactory(queue=terms).user
    sure = suggestions.suggest(submission).per_cent
    accepting.accept(submission_id=submission.pk, actor=ada, queue_id=meals.pk, version=1)
    submission.refresh_from_db()
    assert submission.queue == meals
    entry = submission.timeline.get(event="moved")
    assert (entry.actor, entry.text) == (ada, f"Terms → Meals: suggested with {sure} %")


def test_nobody_else_does(trained, meals, terms):
    submission = asked(terms)
    with pytest.raises(PermissionDenied):
        accepting.accept(submission_id=submission.pk, actor=MembershipFactory().user, queue_id=meals.pk)


def test_what_is_not_suggested_any_more_is_not_done(trained, meals, terms):
    submission, ada = asked(terms), MembershipFactory(queue=terms).user
    with pytest.raises(ValidationError, match="not suggested any more"):
        accepting.accept(submission_id=submission.pk, actor=ada, queue_id=QueueFactory().pk)
    submission.refresh_from_db()
    assert submission.queue == terms


def comes_in(text: str = MEALS) -> Submission:
    import uuid

    return receive(
        Incoming(
            kind="general",
            kind_label="General enquiry",
            subject=text,
            sender=Sender(name="Jo", email="jo@example.com"),
            idempotency_key=uuid.uuid4(),
        )
    )


@pytest.fixture
def usual(terms):
    """The queue Terms is the general type's usual one, and no rule sends anything elsewhere."""
    from enquiries.models import EnquiryType
    from intake.models import RoutingRule

    RoutingRule.objects.filter(kind="general").exclude(queue=terms).delete()
    EnquiryType.objects.filter(slug="general").update(usual_queue=terms)


def test_nothing_is_moved_by_itself(trained, usual, terms):
    assert comes_in().queue == terms


def test_unless_hlt_says_how_sure_it_must_be(trained, usual, meals, terms, settings):
    settings.SUGGESTION_MOVES_AT = {"general": 60}
    MembershipFactory(queue=meals, user__email="meals@example.org")
    submission = comes_in()
    assert submission.queue == meals
    entry = submission.timeline.get(event="moved")
    assert entry.actor is None
    assert re.fullmatch(
        r"Terms → Meals: suggested with \d\d %; from 60 % on the portal moves it by itself", entry.text
    )
    alerts = submission.messages.filter(kind="alert").values_list("recipient", flat=True)
    assert list(alerts) == ["meals@example.org"]


def test_and_not_when_it_is_less_sure(trained, usual, terms, settings):
    settings.SUGGESTION_MOVES_AT = {"general": 100}
    assert comes_in().queue == terms


def test_what_a_rule_sends_elsewhere_stays_there(trained, usual, settings):
    settings.SUGGESTION_MOVES_AT = {"general": 60}
    grievances = QueueFactory(name="Grievances")
    RoutingRuleFactory(kind="general", queue=grievances, position=0)
    assert comes_in().queue == grievances


def test_numbers_that_are_wrong_stop_nobody_from_being_received(trained, usual, terms, settings):
    settings.SUGGESTION_MOVES_AT = {"general": 60}
    Suggester.objects.filter(pk=trained.pk).update(weights={"queues": []})
    suggestions._weights.cache_clear()
    assert comes_in().queue == terms


def report(*args: str) -> str:
    out = StringIO()
    call_command("routing_report", *args, stdout=out)
    return out.getvalue()


def test_the_report_prints_both_accuracies(past):
    text = report("--train")
    assert "general: trained 2026-11-25 10:00 UTC, in use, because it did better." in text
    assert "Learnt from 120 resolved submissions, judged by 40 of the 4 weeks after them." in text
    assert re.search(r"Meals +20 +0% +100%", text)
    assert re.search(r"2026-11-16 +\d+ +\d+% +100%", text)
    assert "  Meals: Meals 20" in text


def test_and_the_rules_alone_where_nothing_was_trained(past):
    text = report()
    assert "no model was trained yet" in text
    assert re.search(r"Meals +20 +0%\n", text)
    assert "model" not in text.partition("weeks.")[2]


def test_of_nothing_there_is_a_report_too():
    catch_all_queue()
    assert "Not trained. Too little was resolved" in report("--train")
    with pytest.raises(CommandError, match="no type"):
        report("--kind", "nonsense")
