"""The address of each page for one thing of the access world: what stands in the blanks of its route."""

import re
from typing import Any

from django.contrib.contenttypes.models import ContentType

from intake.templatetags.downloads import for_staff, sender_file, supplier_file
from suppliers import drafts
from tests.security.access_world import Firm, Team, World, link_of
from tests.security.urls_of_site import Url

_BLANK = re.compile(r"\(\?P<(\w+)>[^)]*\)|<(?:\w+:)?(\w+)>")
_SIGNS = str.maketrans("", "", "^$\\")
#: Asks for who follows a link that nobody was given.
UNKNOWN_TOKEN = "x" * 32
#: What stands in a blank wherever it is: nothing of anybody's.
_PLAIN = {
    "file_format": "csv",
    "kind": "csv",
    "app_label": "intake",
    "url": "nowhere",
    "number": 1,
    "action": "back",
    "part": "question",
    "uidb64": "MQ",
    "slug": "queues",
}


def address(url: Url, world: World, side: str, role: str) -> str:
    """Return where `role` asks for the thing of `side`, "own" or "other"; files are signed."""
    team, firm = world.teams[side], world.firms[side]
    user = world.users.get(role)
    token = world.teams["own"].token if role == "sender" else UNKNOWN_TOKEN
    match url.name:
        case "admin:intake_submission_attachment":
            return for_staff("attachment", team.attachment.uuid, user.pk if user else 0)
        case "admin:intake_submission_email":
            return for_staff("email", team.email.uuid, user.pk if user else 0)
        case "intake:tracking-file":
            return sender_file(token, team.attachment.uuid)
        case "suppliers:document":
            return supplier_file(world.firms["own"].email, firm.document.attachment.uuid)
    said = _of(url, world, team, firm) | ({"token": token} if url.name.startswith("intake:") else {})
    route = url.route.replace("(_mime)?", "").translate(_SIGNS)
    return "/" + _BLANK.sub(lambda found: str(said[found[1] or found[2]]), route)


def sides_of(url: Url, world: World) -> tuple[str, ...]:
    """Return both sides, where one team, or one firm, has what the address names and others do not."""
    own, other = (address(url, world, side, "administrator") for side in ("own", "other"))
    return ("own",) if own == other else ("own", "other")


def _of(url: Url, world: World, team: Team, firm: Firm) -> dict[str, Any]:
    app, _, name = url.name.partition(":")
    said = _PLAIN | {"object_id": _row(url, world, team)}
    if app == "suppliers":
        unsent = name in ("registration", "check", "section", "delete")
        pk = (firm.draft if unsent else firm.registration).pk
        return said | {
            "pk": pk,
            "supplier": firm.supplier.uuid,
            "slug": "organisation",
            "token": _token(name, firm),
        }
    if app == "enquiries":
        return said | {"slug": team.enquiry_type.slug}
    return said | {
        "token": UNKNOWN_TOKEN,
        "pk": firm.registration.pk if "registration" in name else team.enquiry_type.pk,
        "part_id": _part(name, team) if "part_id" in url.route else 0,
        "submission_id": team.submission.pk,
        "message_id": team.message.pk,
        "template_id": team.template.pk,
        "uuid": team.picture.uuid,
        "job_id": team.job.pk,
        "queue_id": team.queue.pk,
        "user_id": team.of.pk,
        "id": world.teams["own"].of.pk,
        "rule_id": world.rule.pk,
        "copy_id": world.copy.pk,
        "supplier_id": firm.supplier.pk,
        "content_type_id": ContentType.objects.get_for_model(team.submission).pk,
    }


def _token(name: str, firm: Firm) -> str:
    return link_of(firm.email) if name == "enter" else drafts.stop_token(firm.draft.pk)


def _part(name: str, team: Team) -> int:
    kind = next((kind for kind in ("page", "notice") if f"_{kind}" in name), "question")
    rows: Any = getattr(team.enquiry_type, f"{kind}s")
    return int(rows.first().pk)


def _row(url: Url, world: World, team: Team) -> int:
    """Return the id of the row that a page of Django's admin is for."""
    rows: dict[str, Any] = {
        "intake/emailwording": team.wording,
        "intake/queue": team.queue,
        "intake/replytemplate": team.template,
        "intake/routingrule": world.rule,
        "intake/knownbad": world.bad,
        "intake/groupmapping": world.mapping,
        "intake/tag": world.tag,
        "auth/user": world.teams["own"].of,
        "enquiries/school": world.school,
        "enquiries/suggestedanswer": team.answer,
        "enquiries/enquirytype": team.enquiry_type,
    }
    model = "/".join(url.route.split("/")[1:3])
    return int(rows.get(model, team.submission).pk)
