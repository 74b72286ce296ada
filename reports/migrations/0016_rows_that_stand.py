"""From here on the database refuses to change or delete what was signed or issued.

The triggers come when all migrations are through, and go before one that goes back behind this
(reports/guarding.py).
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reports", "0015_briefs_counted_and_stage_of_files")]

    operations = []
