"""Files that were made since their paper was issued are the issued ones."""

from django.db import migrations, models


def mark(apps, _schema_editor):
    apps.get_model("reports", "PaperFile").objects.filter(
        is_draft=False, made_at__gte=models.F("publication__issued_at")
    ).update(is_issued=True)


class Migration(migrations.Migration):
    dependencies = [("reports", "0011_cosignatures")]

    operations = [
        migrations.AddField("paperfile", "is_issued", models.BooleanField(default=False)),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
