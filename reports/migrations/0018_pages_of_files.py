"""The index of the file need not open every PDF; older files are counted when it is next made."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0017_rows_that_stand")]

    operations = [
        migrations.AddField("paperfile", "pages", models.PositiveIntegerField(null=True)),
    ]
