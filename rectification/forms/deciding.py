"""What a leader says to several extensions on one page."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import pgettext

from rectification.deciding import Decision
from rectification.forms.extension import GRANTED, REFUSED
from rectification.models import Extension

GRANT, REFUSE = "grant", "refuse"  # alone: in own words; with a number: that phrase
PHRASES = {GRANT: GRANTED, REFUSE: REFUSED}


class DecisionsForm(forms.Form):
    """One answer for each extension, a set phrase or own words, and one for all the others.

    What is left without an answer stays undecided.
    """

    def __init__(self, *args, extensions: Sequence[Extension], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.extensions = extensions
        for number, row in enumerate(extensions, start=1):
            self.fields[f"say_{row.pk}"] = forms.ChoiceField(
                label=_now("answer to no. %(no)d") % {"no": number},
                choices=_choices(in_own_words=True),
                required=False,
            )
            self.fields[f"own_{row.pk}"] = forms.CharField(
                label=_now("in own words"), max_length=500, required=False
            )
        self.fields["rest"] = forms.ChoiceField(
            label=_now("answer to all others on this page"), choices=_choices(), required=False
        )

    def rows(self) -> list[dict]:
        """Each extension with its two fields."""
        return [
            {"extension": row, "say": self[f"say_{row.pk}"], "own": self[f"own_{row.pk}"]}
            for row in self.extensions
        ]

    def clean(self) -> dict:
        """Own words want a decision, a decision wants words; at least one is made."""
        values = super().clean() or {}
        for row in self.extensions:
            say, own = values.get(f"say_{row.pk}", ""), values.get(f"own_{row.pk}", "").strip()
            if own and not say:
                self.add_error(f"say_{row.pk}", _now("Choose whether it is granted or refused."))
            if say in (GRANT, REFUSE) and not own:
                self.add_error(f"own_{row.pk}", _now("Choose a phrase or write why."))
        if not self.errors and not self.decisions():
            raise forms.ValidationError(_now("Answer at least one of them."))
        return values

    def decisions(self) -> list[Decision]:
        """What was decided, once the form is valid: only on what stood on the page."""
        found = []
        for row in self.extensions:
            say = self.cleaned_data[f"say_{row.pk}"]
            if not say and f"say_{row.pk}" in self.data:
                say = self.cleaned_data.get("rest", "")
            if say:
                act, _dash, number = say.partition("-")
                own = self.cleaned_data[f"own_{row.pk}"].strip()
                words = own or str(PHRASES[act][int(number)])
                found.append(Decision(row, act == GRANT, words))
        return found


def _choices(*, in_own_words: bool = False) -> list:
    heads = {
        GRANT: pgettext("an extension", "granted"),
        REFUSE: pgettext("an extension", "refused"),
    }
    groups = []
    for act, head in heads.items():
        lines = [
            (f"{act}-{n}", _now("%(decision)s: %(words)s") % {"decision": head, "words": words})
            for n, words in enumerate(PHRASES[act])
        ]
        if in_own_words:
            lines.append((act, _now("%(decision)s, in own words") % {"decision": head}))
        groups.append((head, lines))
    return [("", pgettext("an extension", "not decided yet")), *groups]
