"""A row of somebody's ledger from which a task was made: what its cells said."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from organization import clock
from organization.models import Person
from organization.scope import Scoped
from rectification.ledger_columns import ABOUT, COMPUTED
from rectification.models.task import Task


class ImportedRow(models.Model):
    """The words of every cell by the key of its column, and who imported them from which file.

    `cells` is what the row said, `read` how the ledger printed the same cell right after the
    import. As long as a cell still prints as it did, the original words are printed.
    """

    task = models.OneToOneField(Task, models.CASCADE, related_name="imported")
    file = models.CharField(_("File"), max_length=120)
    row = models.PositiveIntegerField()
    cells = models.JSONField(default=dict)
    read = models.JSONField(default=dict)
    is_closed = models.BooleanField(default=False)  # 销号 as the ledger said it, not by acceptance
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    objects = Scoped.as_manager()
    scope = ("task__campaign", "task__department")

    class Meta:
        verbose_name = _("imported row")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.file} {self.row}"

    def printed(self, now: dict, *, hidden: bool = False) -> dict:
        """The cells of a row as they are printed: the original words where nothing has changed,
        both where the original says what has no place here. `hidden` shows none of what a
        restricted finding is about."""
        shown = dict(now)
        for key, words in self.cells.items():
            if key in COMPUTED or (hidden and key in ABOUT):
                continue
            before, text = self.read.get(key, ""), str(now.get(key, ""))
            if text == before:
                shown[key] = words
            elif not before:
                shown[key] = "\n".join(filter(None, [words, text]))
        return shown
