"""What of a type of enquiry its leads, administrators and others may change."""

import pytest

from enquiries import access
from intake.models import Auditor
from tests.factories import EnquiryTypeFactory, MembershipFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.security("permission rows")]


def test_a_type_is_edited_by_the_leads_of_its_queue_and_by_administrators():
    mine, other = EnquiryTypeFactory(), EnquiryTypeFactory()
    lead = MembershipFactory(queue=mine.usual_queue, role="lead").user
    member = MembershipFactory(queue=mine.usual_queue).user
    auditor = Auditor.objects.create(user=MembershipFactory(queue=mine.usual_queue, role="lead").user).user
    boss = UserFactory(administrator=True)
    assert [access.may_edit(lead, each) for each in (mine, other)] == [True, False]
    assert [access.may_edit(user, mine) for user in (member, auditor, boss)] == [False, False, True]
    assert list(access.visible_types(lead)) == list(access.edited_types(lead)) == [mine]
    assert not access.visible_types(member).exists()
    assert other in access.visible_types(auditor)
    assert not access.edited_types(auditor).exists()
    assert [access.may_add(user) for user in (member, lead, auditor, boss)] == [False, False, False, True]


def test_what_touches_other_teams_is_fixed_for_a_lead_and_the_address_for_everybody():
    enquiry_type = EnquiryTypeFactory()
    lead = MembershipFactory(queue=enquiry_type.usual_queue, role="lead").user
    assert access.fixed_fields(lead, is_new=False) == ("slug", "active", "position", "usual_queue")
    assert access.fixed_fields(UserFactory(administrator=True), is_new=False) == ("slug",)
