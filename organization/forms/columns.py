"""Importing a table: which column of the file is what."""

from collections.abc import Mapping as Named
from collections.abc import Sequence
from typing import ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from organization.column_mapping import Column, Mapping


class ColumnsForm(forms.Form):
    """What each column of the file is. `headings`: the words by key; `required`: the keys without
    which a row says nothing."""

    headings: ClassVar[Named[str, str | Promise]] = {}
    required: ClassVar[Sequence[str]] = ()

    def __init__(self, *args, mapping: Mapping, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.mapping = mapping
        choices: list[tuple[str, str | Promise]] = [
            ("", _("not imported")),
            *self.headings.items(),
        ]
        for column in mapping.columns():
            self.fields[f"c{column.place}"] = forms.ChoiceField(
                label=_now("Column %(letter)s") % {"letter": column.letter},
                choices=choices,
                required=False,
                initial=column.key,
                widget=forms.Select(attrs={"class": "in"}),
            )

    def lines(self) -> list[tuple[Column, forms.BoundField]]:
        """Each column of the file with its select box."""
        return [(column, self[f"c{column.place}"]) for column in self.mapping.columns()]

    def clean(self) -> dict:
        """Every column once, and those without which a row says nothing."""
        values = super().clean() or {}
        keys = {
            column.place: key
            for column in self.mapping.columns()
            if (key := values.get(f"c{column.place}"))
        }
        self.mapping = Mapping(self.mapping.sheet, self.mapping.heading, keys)
        between = pgettext("between names", ", ")
        if twice := self.mapping.twice():
            names = between.join(str(self.headings[key]) for key in twice)
            self.add_error(None, _now("Chosen for two columns: %(names)s.") % {"names": names})
        missing = [str(self.headings[key]) for key in self.required if key not in keys.values()]
        if missing:
            words = _now("Choose the column with: %(names)s.")
            self.add_error(None, words % {"names": between.join(missing)})
        return values
