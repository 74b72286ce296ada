"""An answer that was sent back stands in the next round at once, not when it is done again."""

from django.db import migrations
from django.db.models import F


def forwards(apps, schema_editor):
    apps.get_model("campaigns", "Answer").objects.filter(status="returned").update(
        round=F("round") + 1
    )


def backwards(apps, schema_editor):
    apps.get_model("campaigns", "Answer").objects.filter(status="returned").update(
        round=F("round") - 1
    )


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0009_named_counts")]

    operations = [migrations.RunPython(forwards, backwards)]
