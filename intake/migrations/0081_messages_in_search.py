"""What was written in conversations so far is found by search too, as what is written from now on will be."""

import re

from django.db import migrations

_A_TEXT, _A_SUBMISSION = 20_000, 100_000


def add_messages(apps, schema_editor):
    Submission = apps.get_model("intake", "Submission")
    Message = apps.get_model("intake", "Message")
    written = Message.objects.filter(kind__in=["reply", "note", "inbound"], submission__isnull=False)
    texts = {}
    for message in written.order_by("submission_id", "id").iterator(chunk_size=500):
        if texts and message.submission_id not in texts:
            _write(Submission.objects, texts)
            texts = {}
        # Below this line a reply says what every reply says.
        text = message.text.partition("\nYour reference: ")[0] if message.kind == "reply" else message.text
        texts.setdefault(message.submission_id, []).append(_searchable(text))
    _write(Submission.objects, texts)


def _write(submissions, texts):
    for pk, parts in texts.items():
        submission = submissions.only("search_text").get(pk=pk)
        whole = " ".join([submission.search_text, *parts])[:_A_SUBMISSION]
        submissions.filter(pk=pk).update(search_text=whole)


def _searchable(text):
    words = (word for word in text.split() if "@" in word or "-" in word)
    split = " ".join(part for word in words for part in re.split(r"\W+", word) if part)
    return f"{text} {split}"[:_A_TEXT].replace("\0", "")


class Migration(migrations.Migration):
    dependencies = [("intake", "0080_desk")]

    operations = [migrations.RunPython(add_messages, migrations.RunPython.noop)]
