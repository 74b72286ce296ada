"""责任认定 is told in the report once the office has approved that; nothing was approved before."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("findings", "0022_mailed_invitations_to_surveys"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("liability", "told_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "liability",
            "told_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            "liability",
            models.CheckConstraint(
                condition=models.Q(told_at=None, told_by=None)
                | models.Q(told_at__isnull=False, told_by__isnull=False),
                name="somebody_approved_what_is_told",
            ),
        ),
    ]
