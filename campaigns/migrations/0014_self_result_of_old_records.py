"""What the self-check said beside verifications that were recorded before it was kept."""

from django.db import migrations
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce


def take_over(apps, schema_editor):
    answers = apps.get_model("campaigns", "Answer").objects.filter(
        item=OuterRef("item"),
        selfcheck__department=OuterRef("department"),
        selfcheck__submitted_at__isnull=False,
    )
    result = Subquery(answers.values("result")[:1])
    rows = apps.get_model("campaigns", "Verification").objects.all()
    rows.annotate(said=result).exclude(said=None).update(self_result=Coalesce(result, "self_result"))


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0013_verification_plan_and_feedback")]

    operations = [migrations.RunPython(take_over, migrations.RunPython.noop)]
