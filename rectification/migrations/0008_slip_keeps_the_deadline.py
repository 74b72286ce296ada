from django.db import migrations, models


def fill_in(apps, schema_editor):
    """The deadline at the issue: that before the first extension granted since, else today's."""
    Letter = apps.get_model("rectification", "Letter")
    Extension = apps.get_model("rectification", "Extension")
    slips = Letter.objects.filter(task__isnull=False, issued_at__isnull=False)
    for slip in slips.select_related("task").only("issued_at", "task__due_on"):
        later = Extension.objects.filter(
            task=slip.task, status="granted", decided_at__gt=slip.issued_at
        )
        moved = later.order_by("id").values_list("from_on", flat=True).first()
        Letter.objects.filter(pk=slip.pk).update(task_due_on=moved or slip.task.due_on)


class Migration(migrations.Migration):
    dependencies = [("rectification", "0007_cards")]

    operations = [
        migrations.AddField(
            model_name="letter",
            name="task_due_on",
            field=models.DateField(null=True),
        ),
        migrations.RunPython(fill_in, migrations.RunPython.noop),
    ]
