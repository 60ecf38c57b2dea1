"""The suggested answers that the site begins with. They are HLT's own to edit from then on."""

from django.db import migrations
from django.utils import timezone

IT_HELPDESK = [
    (
        "You cannot sign in, or forgot your password",
        "Check that Caps Lock is off. A password takes capital and small letters as different letters. Type your "
        "user name and password again with care.\n\n"
        "Ask in your school or team who looks after your accounts. They can often set a new password at once.\n\n"
        "Never send us your password.",
        "password\nlogin\nlog in\nlogon\nlog on\nsign in\nlocked out",
    ),
    (
        "Your wifi or network does not work",
        "Turn wifi off on your device, wait a moment, and turn it on again. If that does not help, turn the "
        "device off and on.\n\n"
        "If you use a cable, check that both ends are pushed in.\n\n"
        "Try a second device in the same room. If it works there, only your own device needs help. If it does "
        "not, tell us so: it shows us where to look.",
        "wifi\nwireless\ninternet\nnetwork",
    ),
    (
        "Your printer does not print",
        "Check that the printer is on, has paper, and shows no error on its screen.\n\n"
        "On your computer, delete the jobs that wait for this printer. Then turn the printer off, wait until it "
        "has stopped, and turn it on.\n\n"
        "Print one page. If nothing comes out, send us your request with the words on the printer’s screen.",
        "printer\nprint\npaper jam\ntoner",
    ),
]
WEB_TEAM = [
    (
        "A link or a page does not open",
        "Load the page again. If you typed or copied its address, check that nothing is missing and that there is "
        "no full stop at its end.\n\n"
        "Then look for the page from our home page: it may have moved.\n\n"
        "If the link still does not work, send us this form. We will mend it.",
        "broken link\ndead link\nlink working\nlink opens\npage not found\nnot found\n404",
    ),
    (
        "A page looks old or odd",
        "Your browser may show a copy that it kept. On a computer, hold down the Ctrl key and press F5. On a Mac, "
        "hold down Command and Shift, and press R.\n\n"
        "If you can, look at the page in another browser too. Tell us if it looks the same there.",
        "old version\nlooks odd\nlooks wrong\nlayout\nblank page",
    ),
]


def add(apps, schema_editor):
    types = apps.get_model("enquiries", "EnquiryType").objects
    answers = apps.get_model("enquiries", "SuggestedAnswer").objects
    versions = apps.get_model("enquiries", "HistoricalSuggestedAnswer").objects
    for slug, first in (("it-helpdesk", IT_HELPDESK), ("web-team", WEB_TEAM)):
        enquiry_type = types.filter(slug=slug).first()
        if not enquiry_type or enquiry_type.suggested_answers.exists():
            continue
        for number, (title, text, words) in enumerate(first, start=1):
            fields = {"title": title, "text": text, "words": words, "position": number * 10}
            answer = answers.create(enquiry_type=enquiry_type, **fields)
            versions.create(
                id=answer.pk,
                enquiry_type=enquiry_type,
                history_date=timezone.now(),
                history_type="+",
                **fields,
            )


class Migration(migrations.Migration):
    replaces = [("enquiries", "0009_first_suggested_answers")]

    dependencies = [("enquiries", "0011_first_rows")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
