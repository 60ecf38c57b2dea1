"""Holding what looks suspicious: kept whole, and told to nobody, until it is decided on."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone

from intake.models import KnownBad, Queue, Screening, Submission, TimelineEntry
from intake.models.screening import Decision
from intake.screening import known_bad, recent_posts, scoring, thresholds
from intake.screening.scoring import Reason, Signs


@dataclass(frozen=True)
class Verdict:
    """Why a submission is suspicious, and whether that is enough to hold it."""

    reasons: tuple[Reason, ...] = ()

    @property
    def score(self) -> int:
        """The points of all reasons together."""
        return sum(reason.points for reason in self.reasons)

    @property
    def is_to_hold(self) -> bool:
        """Whether somebody has to look at it first."""
        return self.score >= settings.SPAM_HOLD_FROM


def screen(submission: Submission, signs: Signs) -> Verdict:
    """Return what is suspicious about `submission`, not saved yet, and count it.

    Must be called in a transaction.
    """
    limits = thresholds.limits()
    text = _text_of(submission)
    listed = known_bad.found(
        KnownBad.objects.values_list("kind", "value"),
        email=submission.sender_email,
        text=text,
        hosts=scoring.hosts_of(text),
        client=signs.client,
    )
    counts = recent_posts.note(client=signs.client, email=submission.sender_email, limits=limits)
    return Verdict(
        tuple(scoring.reasons(signs=signs, text=text, listed=listed, counts=counts, limits=limits))
    )


def hold(
    submission: Submission, verdict: Verdict, *, next_steps: Sequence[str], usual_queue: Queue | None
) -> None:
    """Write down why `submission` is held, and what receiving it needs later.

    Must be called in a transaction.
    """
    Screening.objects.create(
        submission=submission,
        score=verdict.score,
        reasons=[asdict(reason) for reason in verdict.reasons],
        signs=",".join(sorted({str(reason.sign) for reason in verdict.reasons})),
        next_steps=[str(step) for step in next_steps],
        usual_queue=usual_queue,
    )
    TimelineEntry.objects.create(
        submission=submission,
        event=TimelineEntry.Event.HELD,
        text="; ".join(reason.words for reason in verdict.reasons),
    )


def note_decision(submission: Submission, decision: str, actor: User | None = None) -> None:
    """Write down what became of what was held. Must be called in a transaction."""
    Screening.objects.filter(submission=submission).update(
        decision=decision, decided_by=actor, decided_at=timezone.now()
    )


def note_reopening(submission: Submission, actor: User) -> None:
    """Write down that spam was none: where it had been held, that was a false alarm. In a transaction."""
    Screening.objects.filter(submission=submission, decision=Decision.SPAM).update(
        decision=Decision.PASSED_ON, decided_by=actor, decided_at=timezone.now()
    )


def _text_of(submission: Submission) -> str:
    written = (str(answer["display"]) for answer in submission.answers)
    return "\n".join([submission.subject, submission.sender_name, *written])
