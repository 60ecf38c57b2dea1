"""Email backends that make a worker easy to hit: they go to the provider that the tests run."""

import os
import time

from anymail.backends.postmark import EmailBackend


class Poison(EmailBackend):
    """Ends its process for addresses with "exit" in them: what a crashing library does to a worker."""

    def send_messages(self, email_messages):
        """Send, or end the process without a word."""
        if any("exit" in message.to[0] for message in email_messages):
            os._exit(1)
        return super().send_messages(email_messages)


class Hesitating(EmailBackend):
    """Takes a while before it sends and after, so that a kill at a random point hits each step."""

    def send_messages(self, email_messages):
        """Wait, send, wait."""
        time.sleep(0.3)
        sent = super().send_messages(email_messages)
        time.sleep(0.3)
        return sent
