"""A site with one of everything that an address can name, and the browser of somebody who may see it all."""

import io
from dataclasses import dataclass, field
from typing import Any

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from django.utils.http import urlsafe_base64_encode
from PIL import Image

from intake import invitations, rescue, tracking
from intake.figures import dashboard
from intake.models import (
    Attachment,
    BulkJob,
    EmailWording,
    GroupMapping,
    InboundEmail,
    KnownBad,
    ReplyTemplate,
    SubjectAccess,
)
from intake.templatetags.downloads import for_staff, sender_file, supplier_file
from suppliers import documents, drafts
from tests import factories
from tests.browser import edited_form
from tests.security.staff_door import has_app
from tests.suppliers import answers
from tests.suppliers.public.people import Person, link_path, pdf


@dataclass
class Site:
    """See the module.

    Attributes:
        client: the browser of an administrator, who has come in by a supplier's link as well.
        values: what stands in an address, by name; or by the beginning of a pattern, a space and the name.
        signed: whole addresses of what opens by a signed link only, by pattern.
    """

    client: Client = field(default_factory=Client)
    values: dict[str, Any] = field(default_factory=dict)
    signed: dict[str, str] = field(default_factory=dict)

    def value(self, route: str, name: str) -> Any:
        """Return what stands in the place of `<name>` in the pattern `route`."""
        of_some = [
            key for key in self.values if key.endswith(f" {name}") and route.startswith(key.split()[0])
        ]
        if of_some:
            return self.values[max(of_some, key=len)]
        if name == "object_id":
            row = apps.get_model(*route.split("/")[1:3])._default_manager.order_by("-pk").first()
            assert row, f"there is nothing for {route}: make a row in {__name__}"
            return row.pk
        assert name in self.values, f"there is nothing for <{name}> of {route}: add a value to {__name__}"
        return self.values[name]


def furnished() -> Site:
    """Make one of everything."""
    site = Site()
    factories.catch_all_queue()
    factories.procurement_queue()
    administrator = factories.UserFactory(administrator=True)
    _of_triage(site, administrator)
    _of_configuration(site)
    _of_suppliers(site, administrator)
    return site


def _of_triage(site: Site, administrator: User) -> None:
    submission = factories.SubmissionFactory()
    message = factories.MessageFactory(submission=submission, direction="in", kind="inbound")
    file = factories.AttachmentFactory(submission=submission, content_type="image/png", file=_picture())
    email = InboundEmail.objects.create(submission=submission, key="test:1", source="Test")
    email.raw.save("x", ContentFile(b"Subject: x\r\n\r\nx"))
    token = tracking.new_link(submission).split("/")[4]
    copy = SubjectAccess.objects.create(
        address="jo@example.com", asked_by=administrator, made_at=timezone.now()
    )
    copy.file.save("x", ContentFile(b"x"))
    newcomer = factories.UserFactory(password="!")
    has_app(administrator)
    passkey = Authenticator.objects.create(user=administrator, type="webauthn", data={"name": "Key"})
    site.values |= {
        "submission_id": submission.pk,
        "message_id": message.pk,
        "template_id": ReplyTemplate.objects.create(name="Soon", queue=submission.queue, text="Soon.").pk,
        "job_id": BulkJob.objects.create(move="resolve", actor=administrator, said="resolved").pk,
        "user_id": administrator.pk,
        "id": administrator.pk,
        "queue_id": submission.queue.pk,
        "copy_id": copy.pk,
        "uuid": file.uuid,
        "track/ token": token,
        "admin/invitation/ uidb64": urlsafe_base64_encode(str(newcomer.pk).encode()),
        "admin/invitation/ token": invitations.tokens.make_token(newcomer),
        "admin/rescue/ uidb64": urlsafe_base64_encode(str(newcomer.pk).encode()),
        "admin/rescue/ token": rescue.tokens.make_token(newcomer),
        "admin/sign-in/passkeys/ pk": passkey.pk,
        "admin/r/ content_type_id": 1,
        "admin/r/ object_id": 1,
        "admin/intake/submission/figures/ slug": dashboard.SLUGS[0],
    }
    site.signed |= {
        "track/<str:token>/file/<uuid:uuid>/": sender_file(token, file.uuid),
        "admin/intake/submission/attachments/<uuid:uuid>/": for_staff(
            "attachment", file.uuid, administrator.pk
        ),
        "admin/intake/submission/emails/<uuid:uuid>/": for_staff("email", email.uuid, administrator.pk),
    }


def _of_configuration(site: Site) -> None:
    for factory in (
        *(factories.TagFactory, factories.RoutingRuleFactory, factories.SchoolFactory),
        *(factories.SuggestedAnswerFactory, factories.MembershipFactory),
    ):
        made = factory()
        if factory is factories.RoutingRuleFactory:
            site.values["rule_id"] = made.pk
    GroupMapping.objects.create(group="triage", role="staff")
    KnownBad.objects.create(kind="words", value="cheap pills")
    EmailWording.objects.create(email="reply", kind="widget", subject="x")
    form = edited_form.make()
    type_of_form = factories.EnquiryType.objects.get(pk=form)
    editor = "admin/enquiries/enquirytype/<int:pk>/"
    site.values |= {
        "enquiries/ slug": factories.EnquiryTypeFactory(asks_who=True).slug,
        f"{editor} pk": form,
        f"{editor}form/question/ part_id": type_of_form.questions.last().pk,
        f"{editor}form/page/ part_id": type_of_form.pages.last().pk,
        f"{editor}form/notice/ part_id": type_of_form.notices.last().pk,
        f"{editor}form/ part": "notice",
        f"{editor}form/ part_id": type_of_form.notices.last().pk,
        f"{editor}form/ number": 1,
        f"{editor}form/ action": "back",
    }


def _of_suppliers(site: Site, administrator: User) -> None:
    site.client.force_login(administrator)
    ada = Person(client=site.client).comes_in().begins()
    mine = ada.registration
    kept = documents.store(registration_id=mine.pk, kind="other", file=pdf("x.pdf", b"1"), by=ada.email)
    token = link_path().split("/")[3]
    approved = factories.approved_supplier(answers.company())
    waits = factories.submitted_registration(answers.company())
    Attachment.objects.filter(pk=kept.attachment_id).update(scan="clean")
    site.values |= {
        "suppliers/ pk": mine.pk,
        "suppliers/ slug": "organisation",
        "suppliers/ supplier": mine.supplier.uuid,
        "suppliers/enter/ token": token,
        "suppliers/stop/ token": drafts.stop_token(mine.pk),
        "admin/suppliers/supplier/ supplier_id": approved.pk,
        "admin/suppliers/registration/ pk": waits.pk,
    }
    site.signed["suppliers/document/<uuid:uuid>/"] = supplier_file(ada.email, kept.attachment.uuid)


def _picture() -> ContentFile:
    drawn = io.BytesIO()
    Image.new("RGB", (6, 3), "red").save(drawn, "PNG")
    return ContentFile(drawn.getvalue(), name="x")
