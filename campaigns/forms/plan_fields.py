"""Fields of the set-up page that are written as lines and lists."""

import re

from django import forms
from django.utils.translation import gettext as _now
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
MOST_DAYS, MOST_STEPS = 60, 6  # working days; more rungs than that nobody reads


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


class DaysField(forms.CharField):
    """Numbers of working days: 5、3、1."""

    def prepare_value(self, value):
        """The numbers with the comma of lists."""
        return "、".join(map(str, value)) if isinstance(value, list | tuple) else value

    def has_changed(self, initial, data) -> bool:
        """Do other numbers stand there now?"""
        return _numbers(self.prepare_value(initial) or "") != _numbers(data or "")

    def clean(self, value) -> list[int]:
        """The numbers, each once."""
        text = super().clean(value)
        numbers = _numbers(text)
        if re.search(r"[^\d\s、,，;；]", text) or any(n > MOST_DAYS for n in numbers):
            raise forms.ValidationError(
                _now("Give numbers of working days from 0 to %(most)d.") % {"most": MOST_DAYS}
            )
        if len(numbers) > MOST_STEPS:
            raise forms.ValidationError(
                _now("%(most)d reminders are enough.") % {"most": MOST_STEPS}
            )
        return numbers


class ChecklistField(forms.ModelChoiceField):
    """A checklist of the library, or the one of an earlier campaign."""

    def label_from_instance(self, row: Checklist) -> str:
        """The name, and whose it is."""
        return f"{row.name}（{row.campaign.title}）" if row.campaign else row.name


def _numbers(text: str) -> list[int]:
    return sorted({int(number) for number in re.findall(r"\d{1,4}", text)}, reverse=True)
