"""The page on which staff revoke the links by which a sender follows a submission."""

from typing import Any

from intake import tracking
from intake.admin.side_page import Done, SidePage


class RevokePage(SidePage):
    """Says what it means, and revokes the links at a button."""

    title = "Revoke the sender’s links"
    template = "admin/intake/submission/revoke_links.html"

    def context(self, form: Any) -> dict[str, Any]:
        """Show how many links work now."""
        return {"links": tracking.live_links(self.submission).count()}

    def run(self, data: dict[str, Any]) -> Done:
        """Revoke them."""
        revoked = tracking.revoke_links(submission_id=self.submission.pk, actor=self.user)
        said = "The sender’s link is" if revoked == 1 else f"The sender’s {revoked} links are"
        return Done(f"{said} revoked. They can ask for a new one.", self.submission)
