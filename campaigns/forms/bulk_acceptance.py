"""Which answers are accepted together."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.bulk_acceptance import COMPLIANT, Choice
from campaigns.models import Result

EVIDENCE = [("1", _("only with evidence")), ("", _("with and without evidence"))]


HINTS = [("1", _("only without hints")), ("", _("with and without hints"))]


class BulkForm(forms.Form):
    """The choice; what was not compliant is never accepted in bulk."""

    results = forms.MultipleChoiceField(
        label=_("Results"),
        choices=[(r.value, r.label) for r in COMPLIANT],
        widget=forms.CheckboxSelectMultiple,
        initial=[Result.OK.value],
    )
    evidence = forms.ChoiceField(label=_("Evidence"), choices=EVIDENCE, required=False, initial="1")
    hints = forms.ChoiceField(label=_("Hints"), choices=HINTS, required=False, initial="1")
    departments = forms.MultipleChoiceField(
        label=_("Departments"),
        required=False,
        help_text=_("None chosen: all departments."),
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )

    def __init__(self, *args, departments: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["departments"].choices = departments

    def choice(self) -> Choice:
        """What was chosen; before anything was, compliant answers with evidence."""
        if not self.is_bound:
            return Choice()
        cleaned = self.cleaned_data
        return Choice(
            results=frozenset(cleaned["results"]),
            with_evidence=bool(cleaned["evidence"]),
            without_hints=bool(cleaned["hints"]),
            departments=frozenset(cleaned["departments"]),
        )
