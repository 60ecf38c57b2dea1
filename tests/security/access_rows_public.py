"""The rows of the table of access for what the public open, and for what programs ask."""

from tests.security.access_table import (
    EVERYBODY,
    FILE_OF_LINK,
    NOT_DONE,
    NOTHING_THERE,
    OF_FIRM,
    OF_LINK,
    SUPPLIERS,
    Answers,
    Row,
)

#: What providers call, who show the secret or sign what they send; nobody else is answered.
_WEBHOOKS = """
    amazon_ses_inbound_webhook amazon_ses_tracking_webhook brevo_inbound_webhook brevo_tracking_webhook
    mailersend_inbound_webhook mailersend_tracking_webhook mailgun_inbound_webhook mailgun_tracking_webhook
    mailjet_inbound_webhook mailjet_tracking_webhook mailtrap_inbound_webhook mailtrap_tracking_webhook
    mandrill_tracking_webhook mandrill_webhook postal_inbound_webhook postal_tracking_webhook
    postmark_inbound_webhook postmark_tracking_webhook resend_inbound_webhook resend_tracking_webhook
    sendgrid_inbound_webhook sendgrid_tracking_webhook sendinblue_inbound_webhook
    sendinblue_tracking_webhook sparkpost_inbound_webhook sparkpost_tracking_webhook
"""
#: There is no redis where the tests run, and the page says so.
_UNAVAILABLE = Answers("unavailable", public="unavailable")

ROWS = [
    *(
        Row(name, EVERYBODY, NOT_DONE)
        for name in ("home", "contacts", "privacy", "accessibility", "security-txt", "alive")
    ),
    Row("ready", _UNAVAILABLE, NOT_DONE),
    Row("prometheus-django-metrics", EVERYBODY, EVERYBODY),
    *(Row(f"anymail:{name}", NOT_DONE, NOT_DONE) for name in _WEBHOOKS.split()),
    # It answers a GET, by which the provider looks whether anybody is there.
    Row("anymail:unisender_go_tracking_webhook", EVERYBODY, NOT_DONE),
    # A form that was begun is found by its own browser only, by the token in its address.
    Row("enquiries:index", EVERYBODY, NOT_DONE),
    Row("enquiries:schools", EVERYBODY, NOT_DONE),
    Row("enquiries:form", EVERYBODY, EVERYBODY),
    Row("enquiries:sent", NOTHING_THERE, NOT_DONE),
    Row("enquiries:check", NOTHING_THERE, NOTHING_THERE),
    Row("enquiries:solved", NOTHING_THERE, NOTHING_THERE),
    Row("intake:tracking-lookup", EVERYBODY, EVERYBODY),
    Row("intake:tracking-link-sent", EVERYBODY, NOT_DONE),
    Row("intake:tracking", OF_LINK, NOT_DONE),
    Row("intake:tracking-write", NOT_DONE, OF_LINK),
    Row("intake:tracking-details", OF_LINK, OF_LINK),
    Row("intake:tracking-solved", OF_LINK, OF_LINK),
    Row("intake:tracking-feedback", OF_LINK, OF_LINK),
    Row("intake:tracking-withdraw", OF_LINK, OF_LINK),
    Row("intake:tracking-file", FILE_OF_LINK, NOT_DONE),
    Row("suppliers:guide", EVERYBODY, NOT_DONE),
    Row("suppliers:register", EVERYBODY, EVERYBODY),
    Row("suppliers:link-sent", EVERYBODY, NOT_DONE),
    # Whoever has the link comes in, and it is good once; whose door it is, the pages behind it decide.
    Row("suppliers:enter", EVERYBODY, EVERYBODY),
    Row("suppliers:leave", NOT_DONE, EVERYBODY),
    Row("suppliers:categories", EVERYBODY, NOT_DONE),
    Row("suppliers:company", EVERYBODY, NOT_DONE),
    # It is not on the site while fewer firms than a handful agreed to stand in it.
    Row("suppliers:directory", NOTHING_THERE, NOT_DONE),
    Row("suppliers:home", SUPPLIERS, SUPPLIERS),
    Row("suppliers:begin", NOT_DONE, OF_FIRM, sends={"kind": "change"}),
    Row("suppliers:registration", OF_FIRM, NOT_DONE),
    Row("suppliers:check", OF_FIRM, OF_FIRM),
    Row("suppliers:sent", OF_FIRM, NOT_DONE),
    Row("suppliers:copy", OF_FIRM, NOT_DONE),
    Row("suppliers:people", OF_FIRM, OF_FIRM),
    Row("suppliers:message", NOT_DONE, OF_FIRM),
    Row("suppliers:withdraw", OF_FIRM, OF_FIRM),
    Row("suppliers:delete", OF_FIRM, OF_FIRM),
    Row("suppliers:section", OF_FIRM, OF_FIRM),
    Row("suppliers:document", OF_FIRM, NOT_DONE),
    # Stops a draft’s reminders, and says nothing of it: whoever has the link of an email.
    Row("suppliers:stop", EVERYBODY, EVERYBODY),
]
