"""`manage.py export_type SLUG > FILE`: a type of enquiry as YAML."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from enquiries import definitions, type_files, versions
from enquiries.models import EnquiryType


class Command(BaseCommand):
    """Writes the file of a type to the standard output."""

    help = "Write a type of enquiry as YAML: what is on the site, or its working copy."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the type and --working-copy."""
        parser.add_argument("slug", help="the type’s address, after /enquiries/")
        parser.add_argument(
            "--working-copy", action="store_true", help="as it is being edited, not as it is on the site"
        )

    def handle(self, *args: Any, slug: str, working_copy: bool, **options: Any) -> None:
        """Write it."""
        enquiry_type = EnquiryType.objects.select_related("usual_queue").filter(slug=slug).first()
        if not enquiry_type:
            known = ", ".join(EnquiryType.objects.values_list("slug", flat=True))
            raise CommandError(f"There is no type “{slug}”. There are: {known}.")
        form = definitions.working_copy if working_copy else versions.on_the_site
        self.stdout.write(type_files.export(form(enquiry_type)), ending="")
