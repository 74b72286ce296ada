"""`manage.py traditional`: the catalogue of zh_Hant, made from that of zh_Hans."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from organization.traditional import traditional

WRITTEN = Path(settings.BASE_DIR, "locale", "zh_Hans", "LC_MESSAGES", "django.po")
MADE = Path(settings.BASE_DIR, "locale", "zh_Hant", "LC_MESSAGES", "django.po")


class Command(BaseCommand):
    """Needs `polib`, which is there where the program is developed."""

    help = "Write locale/zh_Hant from locale/zh_Hans; nobody edits zh_Hant by hand."
    requires_system_checks: list[str] = []

    def handle(self, **options) -> None:
        made = converted()
        MADE.parent.mkdir(parents=True, exist_ok=True)
        made.save(str(MADE))
        made.save_as_mofile(str(MADE.with_suffix(".mo")))
        self.stdout.write(f"{len(made)} messages in {MADE.relative_to(settings.BASE_DIR)}")


def converted():
    """The catalogue of zh_Hant (polib.POFile) as it has to be: a word in `traditional_terms.csv`
    or in zh_Hans is where it is changed."""
    import polib

    catalogue = polib.pofile(str(WRITTEN))
    catalogue.metadata["Language"] = "zh_Hant"
    for entry in catalogue:
        entry.msgstr = traditional(entry.msgstr)
        entry.msgstr_plural = {
            number: traditional(text) for number, text in entry.msgstr_plural.items()
        }
    return catalogue
