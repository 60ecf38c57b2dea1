"""What is erased, held and given out is the administrators' alone: each function asks for itself."""

import pytest
from django.core.exceptions import PermissionDenied

from intake.models import Auditor
from intake.privacy import holds, requests, retention, rules, subject_access
from tests.factories import MembershipFactory, QueueFactory

pytestmark = [pytest.mark.django_db, pytest.mark.security("permission rows")]

ADDRESS = "jo@example.com"
#: Each deed; where it needs a row, there is none: who may is told so, anybody else that they may not.
DEEDS = {
    "preview": lambda actor: requests.preview(address=ADDRESS, actor=actor),
    "erase": lambda actor: requests.erase(address=ADDRESS, actor=actor),
    "hold": lambda actor: holds.place(actor=actor, reason="A dispute", email=ADDRESS),
    "lift": lambda actor: holds.lift(hold_id=1, actor=actor),
    "set a time": lambda actor: rules.set_rule(
        actor=actor, kind="press", queue=None, days=400, reason="A law"
    ),
    "remove a time": lambda actor: rules.remove(actor=actor, rule_id=1),
    "approve": lambda actor: retention.approve(run_id=1, actor=actor),
    "ask for a copy": lambda actor: subject_access.ask(address=ADDRESS, actor=actor),
    "take a copy": lambda actor: subject_access.take(copy_id=1, actor=actor),
    "look at the copies": lambda actor: subject_access.newest(actor=actor),
}


@pytest.mark.parametrize("role", ["member", "lead", "auditor"])
@pytest.mark.parametrize("deed", DEEDS)
def test_nobody_else_does_any_of_it(role, deed):
    user = MembershipFactory(queue=QueueFactory(), role="member" if role == "member" else "lead").user
    if role == "auditor":
        Auditor.objects.create(user=user)
    with pytest.raises(PermissionDenied):
        DEEDS[deed](user)
