"""An email backend that ends its process for one address: what a crashing library does to a worker."""

import os

from anymail.backends.postmark import EmailBackend as PostmarkBackend


class EmailBackend(PostmarkBackend):
    """anymail's Postmark backend, but for addresses with "exit" in them."""

    def send_messages(self, email_messages):
        """Send, or end the process without a word."""
        if any("exit" in message.to[0] for message in email_messages):
            os._exit(1)
        return super().send_messages(email_messages)
