"""`manage.py send_test_email ADDRESS`: one email by the configured provider, and what became of it."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from intake.endings import Ending, ending_of

_TEXT = "This is a test of the HLT intake portal's email. If you can read it, sending works.\n"
_WHAT_IT_MEANS = {
    Ending.TEMPORARY: "It may pass: the portal would try again for four hours.",
    Ending.KEY_REFUSED: "The provider refuses the key or password: check ANYMAIL_… or EMAIL_URL.",
    Ending.AMBIGUOUS: "Nobody knows whether it was taken: the connection broke or timed out.",
    Ending.PERMANENT: "It would not be tried again: check the addresses and the provider's settings.",
}


class Command(BaseCommand):
    """Send one email at once, past the outbox, and say what the provider answered."""

    help = "Sends a test email to ADDRESS and says what the provider answered."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the address."""
        parser.add_argument("address")

    def handle(self, *args: Any, address: str, **options: Any) -> None:
        """Send it; exit code 1 where the provider did not take it."""
        try:
            validate_email(address)
        except ValidationError as error:
            raise CommandError(f"{address!r} is no email address.") from error
        self.stdout.write(f"From {settings.DEFAULT_FROM_EMAIL} by {settings.EMAIL_BACKEND} …")
        email = EmailMultiAlternatives("Test of the HLT intake portal", _TEXT, None, [address])
        email.attach_alternative(f"<p>{_TEXT.strip()}</p>", "text/html")
        try:
            email.send()
        except Exception as error:
            meaning = _WHAT_IT_MEANS[ending_of(error)]
            raise CommandError(f"Not sent. {type(error).__name__}: {error}\n{meaning}") from error
        self.stdout.write(self.style.SUCCESS("The provider took it."))
        status = getattr(email, "anymail_status", None)
        if status:
            self.stdout.write(
                f"Its id there: {status.message_id}; its state: {', '.join(status.status or [])}"
            )
