"""Who found it first, for sources that were added before it was kept."""

from django.db import migrations


def take_over(apps, schema_editor):
    verifications = apps.get_model("campaigns", "Verification").objects
    seen = verifications.filter(result="no").exclude(self_result="no")
    sources = apps.get_model("findings", "FindingSource").objects
    sources.filter(verification__in=seen.values("pk")).update(found_by="inspection")


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0014_self_result_of_old_records"),
        ("findings", "0003_found_by_and_responsibility"),
    ]

    operations = [migrations.RunPython(take_over, migrations.RunPython.noop)]
