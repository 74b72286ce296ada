from django.db import migrations


def mark(apps, schema_editor):
    """What feeds a finding has been taken up as one; when is not known any more."""
    opinions = apps.get_model("findings", "Opinion")
    fed = apps.get_model("findings", "FindingSource").objects.filter(opinion__isnull=False)
    opinions.objects.filter(status="recorded", pk__in=fed.values("opinion")).update(
        status="finding"
    )


def unmark(apps, schema_editor):
    """As it was before: the source alone told it."""
    opinions = apps.get_model("findings", "Opinion")
    opinions.objects.filter(status="finding").update(status="recorded")


class Migration(migrations.Migration):
    dependencies = [("findings", "0011_opinions_in_depth")]

    operations = [migrations.RunPython(mark, unmark)]
