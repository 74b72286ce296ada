"""What an inspector writes down of an item in a department, and what is said to it."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from campaigns.completeness import short_of_formula
from campaigns.counts import SAMPLE, further_fields
from campaigns.forms.review import DayInput
from campaigns.formula_line import FormulaLine, formula_line
from campaigns.models import CheckItem, Evidence, Result, Verification
from organization import clock
from organization.models import Person

BETWEEN = "；"
MOST_COUNTED = 10**9


class VerificationForm(forms.Form):
    """What an inspector saw of an item in a department.

    `methods` are those of the item and of the plan, to be ticked; `method` is any other.
    """

    result = forms.ChoiceField(label=_("Conclusion"), choices=Result, widget=forms.RadioSelect)
    methods = forms.MultipleChoiceField(label=_("Method"), required=False)
    method = forms.CharField(label=_("Another method"), required=False, max_length=60)
    sample_n = forms.IntegerField(
        label=_("checked"), required=False, min_value=0, max_value=MOST_COUNTED
    )
    sample_ok = forms.IntegerField(
        label=_("of these correct"), required=False, min_value=0, max_value=MOST_COUNTED
    )
    text = forms.CharField(
        label=_("What was seen"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    rule = forms.CharField(
        label=_("Rule"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    cause = forms.CharField(
        label=_("Cause"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    responsibility = forms.CharField(label=_("Responsibility"), required=False, max_length=120)
    seen = forms.ModelMultipleChoiceField(
        Evidence.objects.none(), label=_("Evidence seen"), required=False
    )
    companions = forms.ModelMultipleChoiceField(
        Person.objects.none(), label=_("Verified together with"), required=False
    )
    on = forms.DateField(label=_("Day"), required=False, widget=DayInput, initial=clock.today)

    def __init__(
        self,
        *args,
        item: CheckItem,
        files: QuerySet[Evidence],
        colleagues: QuerySet[Person],
        planned: list[str] | None = None,
        **kwargs,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        self.further = further_fields(item.count_names)
        for name, label in zip(SAMPLE, item.sample_labels, strict=False):
            self.fields[name].label = label
        for name, label in self.further.items():
            self.fields[name] = forms.IntegerField(
                label=label, required=False, min_value=0, max_value=MOST_COUNTED
            )
        known = dict.fromkeys([*(planned or []), *item.method_list])
        self.fields["methods"].choices = [(name, name) for name in known]
        self.fields["seen"].queryset = files
        self.fields["companions"].queryset = colleagues
        for name in (*SAMPLE, *self.further):
            self.fields[name].widget.attrs["inputmode"] = "numeric"

    @classmethod
    def of(cls, row: Verification, *args, **kwargs) -> "VerificationForm":
        """The form with what a record says, to be corrected."""
        names = [name for name in row.method.split(BETWEEN) if name]
        initial = {**row.contents(), "methods": names, "on": row.on}
        initial["companions"] = [person.pk for person in row.companions.all()]
        initial["seen"] = list(row.evidence_uses.values_list("evidence", flat=True))
        known = {*kwargs["item"].method_list, *(kwargs.get("planned") or [])}
        fields = further_fields(kwargs["item"].count_names)
        initial |= {name: row.counts.get(label) for name, label in fields.items()}
        initial["method"] = BETWEEN.join(name for name in names if name not in known)
        return cls(*args, initial=initial, **kwargs)

    @property
    def numbers(self) -> list[forms.BoundField]:
        """The fields of all numbers, in the order the item names them."""
        return [self[name] for name in (*SAMPLE, *self.further)]

    @property
    def formula_line(self) -> FormulaLine | None:
        """The formula of the item with what stands in the fields."""
        n, correct = (self[name].value() for name in SAMPLE)
        typed = {label: self[name].value() for name, label in self.further.items()}
        return formula_line(self.item, n, correct, typed)

    @property
    def method_choices(self) -> list[dict]:
        """The methods as chips."""
        ticked = self["methods"].value() or ()
        return [
            {"value": value, "label": label, "checked": value in ticked}
            for value, label in self.fields["methods"].choices
        ]

    @property
    def ticked_files(self) -> set[int]:
        """The keys of the files that are ticked."""
        return {int(pk) for pk in self["seen"].value() or () if str(pk).isdecimal()}

    @property
    def companion_choices(self) -> list[dict]:
        """The other inspectors as chips."""
        ticked = {str(pk) for pk in self["companions"].value() or ()}
        return [
            {"value": person.pk, "label": person.title, "checked": str(person.pk) in ticked}
            for person in self.fields["companions"].queryset
        ]

    def clean(self) -> dict:
        """Numbers that fit together, and words where a bare word is not enough."""
        cleaned = super().clean()
        n, correct = cleaned.get("sample_n"), cleaned.get("sample_ok")
        if correct is not None and "sample_n" not in self.errors and (n is None or correct > n):
            self.add_error("sample_ok", self.item.more_than_counted)
        further = {label: cleaned.pop(name, None) for name, label in self.further.items()}
        cleaned["counts"] = {name: n for name, n in further.items() if n is not None}
        if cleaned.get("result") == Result.OK and not self.errors:
            short = short_of_formula(self.item, n, correct, cleaned["counts"])
            if short:
                self.add_error("sample_n", _("A conclusion “compliant”: %(why)s.") % {"why": short})
        if cleaned.get("result") not in ("", None, Result.OK) and not cleaned.get("text"):
            self.add_error("text", _("Say what was seen: “compliant” alone needs no words."))
        names = [*cleaned.pop("methods", []), cleaned.get("method", "").strip()]
        cleaned["method"] = BETWEEN.join(name for name in dict.fromkeys(names) if name)
        if not cleaned["method"]:
            self.add_error("method", _("Say how it was verified."))
        elif len(cleaned["method"]) > Verification._meta.get_field("method").max_length:
            self.add_error("method", _("These are too many methods."))
        return cleaned

    def clean_on(self) -> date:
        """Nobody has seen tomorrow; today, when no day is given."""
        on = self.cleaned_data["on"] or clock.today()
        if on > clock.today():
            raise ValidationError(_("This day is still to come."))
        return on


class CorrectionForm(VerificationForm):
    """A record written anew, and why."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why it is corrected"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class VersionForm(forms.Form):
    """Which version of the record was read."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class StatementForm(VersionForm):
    """陈述, and the answer to it."""

    text = forms.CharField(
        label=_("What you see differently"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ReplyForm(VersionForm):
    """The answer to a statement, when the record stays as it is."""

    text = forms.CharField(
        label=_("Why the record stays as it is"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
