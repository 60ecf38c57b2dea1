"""The audit log begins, and the database refuses from now on to change or remove what is in it."""

from django.db import migrations

from intake.audit import append_only, chain


def begin(apps, schema_editor):
    head = apps.get_model("intake", "AuditHead")(pk=1)
    head.seal = chain.seal_of(head)
    head.save()
    for statement in append_only.install(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def end(apps, schema_editor):
    for statement in append_only.remove(schema_editor.connection.vendor):
        schema_editor.execute(statement)
    apps.get_model("intake", "AuditHead").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("intake", "0102_audit")]

    operations = [migrations.RunPython(begin, end)]
