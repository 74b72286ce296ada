from django.db import migrations, models


def forget_what_nobody_chose(apps, schema_editor):
    """Until now every account had the one language there was."""
    apps.get_model("organization", "Person").objects.filter(language="zh-hans").update(language="")


class Migration(migrations.Migration):

    dependencies = [
        ("organization", "0008_unit_profile"),
    ]

    operations = [
        migrations.AlterField(
            model_name="person",
            name="language",
            field=models.CharField(blank=True, default="", max_length=10),
        ),
        migrations.RunPython(forget_what_nobody_chose, migrations.RunPython.noop),
    ]
