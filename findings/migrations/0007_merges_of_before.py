"""Merges of before get the row that lets them be undone: what each source came with is known."""

from django.db import migrations


def remember(apps, _editor):
    Finding = apps.get_model("findings", "Finding")
    Source = apps.get_model("findings", "FindingSource")
    Merging = apps.get_model("findings", "Merging")
    for finding in Finding.objects.filter(status="merged", mergings=None):
        row = Merging.objects.create(
            finding=finding, into_id=finding.merged_into_id, by_id=finding.reported_by_id
        )
        row.sources.set(
            Source.objects.filter(first_finding=finding, finding=finding.merged_into_id)
        )
        row.items.set(finding.items.all())


class Migration(migrations.Migration):
    dependencies = [("findings", "0006_merged_split_and_opinions")]

    operations = [migrations.RunPython(remember, migrations.RunPython.noop)]
