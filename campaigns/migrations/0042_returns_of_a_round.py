from django.db import migrations, models


def number_rounds(apps, schema_editor):
    """Rows of one act have the same words, and no item stands twice in one."""
    Return = apps.get_model("campaigns", "Return")
    sheet = act = None
    number, items = 0, set()
    for row in Return.objects.order_by("selfcheck_id", "id").iterator():
        if row.selfcheck_id != sheet:
            sheet, act, number, items = row.selfcheck_id, None, 0, set()
        said = (row.reason, row.note, row.due_on, row.by_id)
        if said != act or row.item_id in items:
            act, number, items = said, number + 1, set()
        items.add(row.item_id)
        if number != row.sheet_round:
            Return.objects.filter(pk=row.pk).update(sheet_round=number)


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0041_report_with_charts")]

    operations = [
        migrations.AddField("return", "sheet_round", models.PositiveIntegerField(default=1)),
        migrations.RunPython(number_rounds, migrations.RunPython.noop),
    ]
