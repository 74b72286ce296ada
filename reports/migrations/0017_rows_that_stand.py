"""From here on the database refuses to change or delete what was signed or issued.

The triggers come when all migrations are through, and go before one that goes back behind this
(reports/guarding.py).
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reports", "0016_form_of_letters")]

    operations = []
