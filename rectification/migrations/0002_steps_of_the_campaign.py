"""The steps of reminders move to the floor of the campaigns, with what was written down."""

from django.db import migrations

FIELDS = ("campaign_id", "key", "offset", "to_person", "to_head", "to_office")


def carry_over(apps, schema_editor):
    rows = apps.get_model("rectification", "LadderStep").objects.values(*FIELDS)
    step = apps.get_model("campaigns", "ReminderStep")
    step.objects.bulk_create(step(**row) for row in rows)


def carry_back(apps, schema_editor):
    rows = apps.get_model("campaigns", "ReminderStep").objects.values(*FIELDS)
    step = apps.get_model("rectification", "LadderStep")
    step.objects.bulk_create(step(**row) for row in rows)


class Migration(migrations.Migration):

    dependencies = [
        ("rectification", "0001_initial"),
        ("campaigns", "0025_launch_on_one_page"),
    ]

    operations = [
        migrations.RunPython(carry_over, carry_back),
        migrations.DeleteModel(name="LadderStep"),
    ]
