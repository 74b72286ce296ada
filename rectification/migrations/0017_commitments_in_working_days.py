"""A commitment may count working days in the place of natural hours."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("rectification", "0016_handing_in_again")]

    operations = [
        migrations.AddField(
            "commitment", "working_days", models.PositiveIntegerField(blank=True, null=True)
        ),
        migrations.AddConstraint(
            "commitment",
            models.CheckConstraint(
                condition=models.Q(working_days=None)
                | models.Q(working_days__gt=0, hours__isnull=True),
                name="commitment_has_one_clock",
                violation_error_message="A time limit has hours or working days, not both.",
            ),
        ),
    ]
