"""What a personal sheet was sent back for becomes a row of its own, as for departments."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import organization.clock

REASONS = [
    ("superficial", "Superficial"),
    ("no_evidence", "No evidence"),
    ("copied", "Copied"),
    ("contradicted", "Contradicts the evidence"),
    ("scope", "Does not cover the scope"),
    ("other", "Other"),
]


def take_over(apps, schema_editor):
    """The words of the last return, with who said them when, as the event log tells it."""
    sheets = apps.get_model("campaigns", "PersonalSheet").objects.exclude(note="")
    returns = apps.get_model("campaigns", "PersonalReturn").objects
    events = apps.get_model("organization", "Event").objects
    people = apps.get_model("organization", "Person").objects
    for sheet in sheets.filter(round__gt=1):
        log = events.filter(thing="campaigns.personalsheet", thing_pk=sheet.pk)
        event = log.filter(kind="personalsheet.returned").order_by("-id").first()
        if event is None or not people.filter(pk=event.actor_pk).exists():
            continue
        handed_in = sheet.status in ("submitted", "accepted")
        returns.create(
            sheet=sheet,
            round=sheet.round - 1,
            reason="other",
            note=sheet.note,
            by_id=event.actor_pk,
            at=event.at,
            redone_at=sheet.submitted_at if handed_in else None,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0022_recurring_inspections"),
        ("organization", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PersonalReturn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("round", models.PositiveIntegerField()),
                (
                    "reason",
                    models.CharField(choices=REASONS, max_length=20, verbose_name="reason"),
                ),
                ("note", models.TextField(blank=True, verbose_name="what is asked for")),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="new deadline")),
                ("at", models.DateTimeField(default=organization.clock.now)),
                ("redone_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="returns",
                        to="campaigns.personalsheet",
                    ),
                ),
            ],
            options={
                "verbose_name": "return of a personal sheet",
                "ordering": ["id"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("sheet", "round"), name="one_return_per_personal_sheet_and_round"
                    )
                ],
            },
        ),
        migrations.RunPython(take_over, migrations.RunPython.noop),
        migrations.RemoveField(model_name="personalsheet", name="note"),
    ]
