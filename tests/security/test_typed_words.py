"""What people type stays words: on pages, in emails, searches, redirects and names of files."""

from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from intake import downloads, template_fields, triage
from intake.inbound import html
from intake.models import Message, TimelineEntry
from suppliers import door
from tests.factories import (
    AttachmentFactory,
    MessageFactory,
    SubmissionFactory,
    TimelineEntryFactory,
    UserFactory,
    catch_all_queue,
    procurement_queue,
)
from tests.security.header_strings import HEADER_STRINGS
from tests.suppliers.public.people import link_path

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

MARKUP = [
    "<script>evil()</script>",
    "<ScRiPt src=//evil.example></sCrIpT>",
    "<img src=x onerror=evil()>",
    "<svg/onload=evil()>",
    "<svg><animate onbegin=evil() attributeName=x>",
    "<body onload=evil()>",
    "<iframe src=javascript:evil()>",
    "<iframe srcdoc='<script>evil()</script>'>",
    "<a href=javascript:evil()>x</a>",
    "<a href='java\tscript:evil()'>x</a>",
    "<a href=&#106;avascript:evil()>x</a>",
    "<a href=data:text/html,<script>evil()</script>>x</a>",
    "<a href=vbscript:evil()>x</a>",
    "[x](javascript:evil())",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](x onerror=evil())",
    "<math><mi xlink:href=javascript:evil()>x</mi></math>",
    "<object data=javascript:evil()>",
    "<embed src=javascript:evil()>",
    "<form action=javascript:evil()><button>x</button></form>",
    "<button formaction=javascript:evil()>x</button>",
    "<input autofocus onfocus=evil()>",
    "<details open ontoggle=evil()>",
    "<video><source onerror=evil()></video>",
    "<meta http-equiv=refresh content='0;url=javascript:evil()'>",
    "<link rel=stylesheet href=//evil.example>",
    "<base href=//evil.example/>",
    "<style>*{background:url(//evil.example)}</style>",
    "<p style='background:url(//evil.example)'>x</p>",
    '"><script>evil()</script>',
    "' onmouseover='evil()",
    "</textarea><script>evil()</script>",
    "</title><script>evil()</script>",
    "<!--><script>evil()</script>-->",
    "<noscript><p title='</noscript><img src=x onerror=evil()>'>",
    "<template><script>evil()</script></template>",
    "{{ '<script>evil()</script>'|safe }}",
    "<b onclick=evil()>x",
]


def _runs(markup: str) -> list[str]:
    """What in a page of ours would run or fetch something of somebody else's."""
    found = []
    for tag in BeautifulSoup(markup, "html.parser").find_all(True):
        said = {name: str(value).lower() for name, value in tag.attrs.items()}
        found += [f"{tag.name} {name}" for name in said if name.startswith("on")]
        found += [
            f"{tag.name} {name}={said[name]}"
            for name in ("src", "href", "action", "formaction", "data", "srcdoc", "style", "content")
            if name in said and any(bad in said[name] for bad in ("script:", "evil", "data:text"))
        ]
        if tag.name == "script" and "evil" in tag.get_text():
            found.append("script")
    return found


def test_no_markup_of_a_senders_runs_on_a_page_of_staffs():
    user = UserFactory(administrator=True)
    client = Client()
    client.force_login(user)
    queue = catch_all_queue()
    for text in MARKUP:
        answer = {"name": "x", "label": text, "kind": "long_text", "value": text, "display": text}
        submission = SubmissionFactory(
            queue=queue,
            subject=text,
            sender_name=text,
            sender_organisation=text,
            kind_label=text,
            answers=[answer],
        )
        AttachmentFactory(submission=submission, name=text[:150])
        MessageFactory(
            submission=submission, direction="in", kind="reply", text=text, html=html.harmless(text)
        )
        TimelineEntryFactory(submission=submission, text=text[:200])
        page = f"/admin/intake/submission/{submission.pk}/change/"
        response = client.get(page)
        assert response.status_code == 200
        assert _runs(response.content.decode()) == [], text
        triage.reply(submission_id=submission.pk, actor=user, text=text)
        email = Message.objects.filter(submission=submission, kind="reply", direction="out").get()
        assert _runs(email.html) == [], text
    listed = client.get("/admin/intake/submission/?view=everything")
    assert "evil" in listed.content.decode()
    assert _runs(listed.content.decode()) == []
    assert TimelineEntry.objects.count() > len(MARKUP)


@pytest.mark.parametrize(
    "typed", ["%", "_", "\\", "%%%%", "a\0b", "'", "a' OR 1=1 --", "(", "a & | ! :*", "<->"]
)
def test_no_search_fails_or_takes_a_sign_for_any_letter(typed):
    client = Client()
    client.force_login(UserFactory(administrator=True))
    for page in (
        *("/admin/intake/submission/", "/admin/suppliers/supplier/", "/admin/auth/user/"),
        *("/admin/intake/message/", "/admin/intake/inboundemail/"),
    ):
        for name in ("text", "q"):
            assert client.get(page, {name: typed}).status_code in (200, 302), page
    for page in (
        "/suppliers/directory/",
        "/suppliers/categories/",
        "/suppliers/company/",
        "/enquiries/schools/",
    ):
        for name in ("text", "q"):
            assert client.get(page, {name: typed}).status_code < 500, page


@pytest.mark.parametrize(
    "address",
    [
        *(
            "//evil.example/",
            "https://evil.example/",
            "/\\evil.example",
            "///evil.example",
            "\\\\evil.example",
        ),
        *(
            "javascript:alert(1)",
            "/suppliers/../\\evil.example",
            "/suppliers/@evil.example",
            "%2f%2fevil.example",
        ),
        *("/suppliers//evil.example", "/suppliers/home/\r\nSet-Cookie: a=b", "\t//evil.example", ""),
    ],
)
def test_no_parameter_leads_to_another_site(address):
    procurement_queue()
    assert door.own_path(address) == "/suppliers/home/"
    door.send_link(email="ada@example.com", then=address)
    entered = Client().post(link_path(), {"next": address})
    assert (entered.status_code, entered["Location"]) == (303, "/suppliers/home/")
    UserFactory(username="ada", administrator=True)
    browser = Client()
    signed_in = browser.post(
        "/admin/login/", {"username": "ada", "password": "correct horse battery staple", "next": address}
    )
    assert _is_of_this_site(signed_in.headers.get("Location", ""))


def _is_of_this_site(address: str) -> bool:
    """Whether a browser that reads "\\" as "/", as all do, stays on this site."""
    parts = urlsplit(address.strip().replace("\\", "/"))
    return not (parts.scheme or parts.netloc)


@pytest.mark.security("header strings")
def test_no_name_of_a_file_makes_a_header_or_a_path(record_property):
    file = AttachmentFactory()
    for name in [*HEADER_STRINGS.values(), "../../etc/passwd", "..\\x.pdf", 'a";filename="b.exe']:
        file.name = name[:150]
        response = downloads.as_download(file)
        lines = response.serialize_headers().split(b"\r\n")
        assert len(lines) == len(response.headers), name
        assert all(b"\n" not in line and b"\r" not in line and b"\0" not in line for line in lines), name
        response.close()
    record_property("count", len(HEADER_STRINGS))


@pytest.mark.security("header strings")
def test_no_address_or_language_makes_a_header(client, record_property):
    for text in HEADER_STRINGS.values():
        for response in (
            client.get("/enquiries/", {"lang": text}),
            client.get("/", headers={"accept-language": text.encode("ascii", "ignore").decode()}),
            client.get("/admin/", {"next": text}),
            client.get("/suppliers/home/", {"x": text}),
            client.get("/track", {"x": text}),
        ):
            lines = response.serialize_headers().split(b"\r\n")
            assert len(lines) == len(response.headers), text
            assert all(b"\n" not in line and b"\r" not in line for line in lines), text
    record_property("count", len(HEADER_STRINGS))


def test_what_a_value_says_is_never_a_field_again():
    values = {"subject": "{{ author }} {% now 'Y' %}", "author": "Ada"}
    assert template_fields.fill("{{ subject }}", values) == "{{ author }} {% now 'Y' %}"
