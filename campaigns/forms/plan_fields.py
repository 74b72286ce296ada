"""Fields of the set-up page that are written as lines and lists."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.basis_lines import Basis, Words, WrongLine, read, write
from campaigns.models import BasisDocument, Checklist, Clause

WRONG = {
    "untitled": _("Line %(no)d has no title."),
    "orphan": _("Line %(no)d is a clause, and no document stands above it."),
    "wordless": _("Line %(no)d is a clause without a text."),
    "twice": _("Line %(no)d names a clause that stands there already."),
    "long": _("Line %(no)d is too long: %(limit)d characters at most."),
}


def words() -> Words:
    """What roles and sorts are called, and how long each part may be."""
    limits = {
        name: BasisDocument._meta.get_field(name).max_length
        for name in ("title", "number", "issuer", "report_group")
    }
    limits["no"] = Clause._meta.get_field("no").max_length
    roles, sorts = BasisDocument.Role, BasisDocument.Sort
    return Words(
        {str(value): str(label) for value, label in roles.choices},
        {str(value): str(label) for value, label in sorts.choices},
        limits,
    )


class BasisField(forms.CharField):
    """Basis documents with their clauses, one a line."""

    def __init__(self, **kwargs) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 5}), **kwargs)

    def prepare_value(self, value):
        """The lines of documents that are known already."""
        return value if isinstance(value, str) else write(value or (), words())

    def clean(self, value) -> list[Basis]:
        """The documents, or what is wrong with which line."""
        text = super().clean(value)
        try:
            return read(text, words())
        except WrongLine as wrong:
            raise forms.ValidationError(
                str(WRONG[wrong.what]) % {"no": wrong.no, "limit": wrong.limit}
            ) from None


class ChecklistField(forms.ModelChoiceField):
    """A checklist of the library, or the one of an earlier campaign."""

    def label_from_instance(self, row: Checklist) -> str:
        """The name, and whose it is."""
        return f"{row.name}（{row.campaign.title}）" if row.campaign else row.name


class ScanDaysField(forms.IntegerField):
    """Within how many days a signed sheet is scanned back; 0 or nothing: no scan is asked for."""

    def __init__(self, **kwargs) -> None:
        super().__init__(
            label=_("Days to scan back the signed sheet"),
            min_value=0,
            max_value=60,
            help_text=_(
                "Counted from the submission; heads are reminded by the steps of the ladder."
                " 0: no scan is asked for."
            ),
            **kwargs,
        )
