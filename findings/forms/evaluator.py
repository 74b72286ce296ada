"""Appointing evaluators, rounds of scores, the result; and what an evaluator types."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.forms.windows import DayField
from campaigns.models import Campaign
from findings.evaluation_defaults import usual_dimensions
from findings.evaluator_accounts import outside_units
from findings.forms.box_note import SaidForm
from findings.forms.opinion import topic_field
from findings.models import (
    EvaluationResult,
    EvaluatorTerm,
    OpinionRules,
    ScoreRound,
)
from findings.models.score import FULL
from organization import clock
from organization.models import Person

ROWS = 6  # dimensions on the form of a round


class TermForm(forms.ModelForm):
    """As what, from when to when."""

    starts_on = DayField(label=_("appointed from"), initial=clock.today)
    ends_on = DayField(label=_("appointed until"))

    class Meta:
        model = EvaluatorTerm
        fields = ("category", "starts_on", "ends_on")

    def __init__(self, *args, campaign: Campaign, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.campaign = campaign
        self.categories = OpinionRules.of(campaign).invitee_list
        self.fields["category"].widget.attrs["list"] = "categories"

    def clean(self) -> dict:
        """The last day is not before the first."""
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _now("An appointment cannot end before it starts."))
        return cleaned


class AppointForm(TermForm):
    """Somebody from outside who has an account."""

    class Meta(TermForm.Meta):
        fields = ("person", "category", "starts_on", "ends_on")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        people = may_be_appointed(self.campaign)
        self.fields["person"].queryset = people
        self.fields["person"].label_from_instance = _label
        self.fields["person"].label = _("Person")
        self.fields["person"].empty_label = _now("please choose")


class EnlistForm(TermForm):
    """Somebody from outside who has no account yet."""

    unit = forms.CharField(
        label=_("unit they come from"),
        max_length=80,
        widget=forms.TextInput(attrs={"list": "units"}),
        help_text=_("A unit that is new here is entered as a partner outside the organisation."),
    )
    name = forms.CharField(label=pgettext_lazy("person", "name"), max_length=40)
    post = forms.CharField(label=_("post"), max_length=60)
    account = forms.CharField(
        label=_("account"),
        max_length=60,
        validators=[RegexValidator(r"^[A-Za-z0-9_.-]+$", _("Letters, digits, - _ . only."))],
        help_text=_("What they type to sign in; letters and digits."),
    )
    email = forms.EmailField(
        label=_("e-mail"),
        required=False,
        help_text=_(
            "The invitation goes there. Without an address the administrator prints the letter of "
            "invitation."
        ),
    )
    field_order = ("unit", "name", "post", "account", "email", "category", "starts_on", "ends_on")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.units = outside_units()

    def clean_account(self) -> str:
        """An account nobody has."""
        account = self.cleaned_data["account"]
        if Person.objects.filter(account__iexact=account).exists():
            raise forms.ValidationError(_now("This account is taken."))
        return account

    def parts(self) -> dict[str, Any]:
        """The arguments of `evaluator_accounts.enlist`."""
        said = dict(self.cleaned_data)
        account = {name: said.pop(name) for name in ("name", "post", "account", "email")}
        return {"unit": said.pop("unit"), "account": account, **said}


def may_be_appointed(campaign: Campaign):
    """People of partners at the top of the chart without an appointment that runs or will run."""
    terms = EvaluatorTerm.objects.order_by().filter(
        campaign=campaign, ended_on=None, ends_on__gte=clock.today()
    )
    people = Person.objects.active().filter(duty="", department__in=outside_units())
    chosen = people.exclude(pk__in=terms.values("person"))
    return chosen.select_related("department").order_by("department__order", "order", "pk")


class RoundForm(forms.ModelForm):
    """A round of scores: its title, and what is scored with its weight."""

    class Meta:
        model = ScoreRound
        fields = ("title",)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        usual = dict(enumerate(usual_dimensions()))
        for place in range(ROWS):
            name, weight = usual.get(place, ("", None))
            self.fields[f"name_{place}"] = forms.CharField(
                label=_("dimension"), initial=name, required=False, max_length=60
            )
            self.fields[f"weight_{place}"] = forms.IntegerField(
                label=pgettext_lazy("score", "weight"),
                initial=weight,
                required=False,
                min_value=1,
                max_value=1000,
            )

    def rows(self) -> list[tuple]:
        """The fields of each dimension, side by side."""
        return [(self[f"name_{place}"], self[f"weight_{place}"]) for place in range(ROWS)]

    def clean(self) -> dict:
        """Adds `dimensions`: names with weights, each once, one at least."""
        cleaned = super().clean()
        found: dict[str, int] = {}
        for place in range(ROWS):
            name, weight = cleaned.get(f"name_{place}"), cleaned.get(f"weight_{place}")
            if f"weight_{place}" in self.errors or not (name or weight):
                continue
            if not (name and weight):
                self.add_error(f"weight_{place}", _now("A dimension and its weight go together."))
            elif name in found:
                self.add_error(f"name_{place}", _now("This dimension stands above already."))
            else:
                found[name] = weight
        if not found and not self.errors:
            raise forms.ValidationError(
                _now("A round of scores needs dimensions that weigh something.")
            )
        cleaned["dimensions"] = list(found.items())
        return cleaned


class ResultForm(forms.ModelForm):
    """The result as the authority gave it."""

    given_on = DayField(label=pgettext_lazy("result", "given on"))

    class Meta:
        model = EvaluationResult
        fields = ("authority", "given_on", "grade", "sent", "returned", "valid", "score")

    def clean_given_on(self) -> date:
        """Nobody has given a result tomorrow."""
        on = self.cleaned_data["given_on"]
        if on > clock.today():
            raise forms.ValidationError(_now("This day is still to come."))
        return on

    def clean(self) -> dict:
        """Ballots do not grow on their way."""
        cleaned = super().clean()
        sent, returned, valid = (cleaned.get(name) for name in ("sent", "returned", "valid"))
        if None not in (sent, returned) and returned > sent:
            self.add_error("returned", _now("More than were sent."))
        if None not in (returned, valid) and valid > returned:
            self.add_error("valid", _now("More than were returned."))
        return cleaned


class SayForm(SaidForm):
    """What an evaluator says."""

    def __init__(self, *args, campaign: Campaign, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = _("Say what, where and when; name posts, not people.")
        self.fields["topic"] = topic_field(OpinionRules.of(campaign))
        self.fields["topic"].label = _("What is it about?")
        self.fields["topic"].choices = [
            ("", _now("choose if you like")),
            *self.fields["topic"].choices[1:],
        ]
        self.order_fields(["category", "topic", "text"])


class PointsForm(forms.Form):
    """A score from 0 to 100 for every dimension."""

    def __init__(self, *args, asked: ScoreRound, given: dict[str, int], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.dimensions = list(asked.dimensions.all())
        for one in self.dimensions:
            self.fields[f"d_{one.pk}"] = forms.IntegerField(
                label=one.name,
                initial=given.get(one.name),
                min_value=0,
                max_value=FULL,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
                help_text=_now("weighs %(weight)d") % {"weight": one.weight},
            )

    def points(self) -> dict[str, int]:
        """By dimension, as `scoring.give` takes them."""
        return {one.name: self.cleaned_data[f"d_{one.pk}"] for one in self.dimensions}


def _label(person: Person) -> str:
    return f"{person.department} {person.title}"
