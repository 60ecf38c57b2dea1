"""The list of what browsers refused to load on our pages."""

import json
import uuid

from playwright.sync_api import Page

from tests.browser.portal import Portal
from tests.browser.scenes import Scene

LIST = "/admin/intake/policyreport/"
_BLOCKED = (
    "inline",
    "https://a-site-with-a-very-long-name.of-an-advertiser.example/ad.js",
    "chrome-extension",
)


def _list(page: Page, portal: Portal) -> None:
    for blocked in _BLOCKED:
        report = {
            "document-uri": f"{portal.url}/suppliers/registration/{uuid.uuid4()}/check/",
            "blocked-uri": blocked,
            "effective-directive": "script-src-elem",
        }
        posted = page.request.post(
            f"{portal.url}/csp-reports/",
            data=json.dumps({"csp-report": report}),
            headers={"Content-Type": "application/csp-report"},
        )
        assert posted.status == 204
    page.goto(LIST)
    page.get_by_text("advertiser.example").wait_for()


SCENES = [Scene("refused-content", "admin:intake_policyreport_changelist", _list)]
