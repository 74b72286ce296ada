"""What people type about cards: the card, why it is withdrawn, the points, the rules."""

from datetime import date

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.forms.review import DayInput
from campaigns.models import Campaign, Site
from findings.models import Consequence, Finding, Partner
from organization import clock
from organization.forms.limits import LimitsOfColumns
from organization.models import Department
from rectification import cards
from rectification.forms.letter import addressees
from rectification.models import Card, CardRules


class CardForm(forms.ModelForm):
    """Who gets which card for what, what follows, until when."""

    class Meta:
        model = Card
        fields = ("colour", "department", "site", "reason", "follows", "measure", "expires_on")
        widgets = {
            "colour": forms.RadioSelect,
            "reason": forms.Textarea(attrs={"rows": 3}),
            "expires_on": DayInput,
        }

    def __init__(
        self,
        *args,
        campaign: Campaign,
        department: Department | None = None,
        partner: Partner | None = None,
        **kwargs,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["colour"].choices = Card.Colour.choices
        if partner is None:
            self._offer_departments(campaign, department)
            follows = Card.Follows.choices
        else:
            del self.fields["department"], self.fields["site"]
            follows = [(one.value, one.label) for one in Card.Follows.of_partners()]
        self.fields["follows"].required = self.fields["expires_on"].required = False
        self.fields["follows"].label = _now("consequence of the card")
        self.fields["follows"].choices = [("", _now("as the rules say")), *follows]
        self.fields["expires_on"].help_text = _now("Empty: as long as the rules say.")

    def _offer_departments(self, campaign: Campaign, department: Department | None) -> None:
        own = addressees(campaign)
        chosen = own.filter(pk=department.pk) if department else own
        self.fields["department"].required = True
        self.fields["department"].queryset = chosen
        if department:
            self.fields["department"].initial = department
            self.fields["department"].empty_label = None
        sites = Site.objects.filter(campaign=campaign, department__in=chosen)
        self.fields["site"].queryset = sites
        self.fields["site"].empty_label = _now("The department itself")
        if not sites.exists():
            del self.fields["site"]

    def clean_expires_on(self) -> date | None:
        """A day that is still to come, or today."""
        day = self.cleaned_data["expires_on"]
        if day and day < clock.today():
            raise forms.ValidationError(_now("It expires on the day it is given or later."))
        return day

    def clean(self) -> dict:
        """The site is one of the department's."""
        told = super().clean()
        site, department = told.get("site"), told.get("department")
        if site and department and site.department_id != department.pk:
            self.add_error("site", _now("This site is looked after by another department."))
        return told

    def _post_clean(self) -> None:
        """The verb writes."""


class WithdrawCardForm(forms.Form):
    """Why a card is taken back."""

    reason = forms.CharField(label=_("reason of the withdrawal"), max_length=200)


class ScoreForm(LimitsOfColumns, forms.ModelForm):
    """The points as the person decides them, recorded to a finding of the department."""

    finding = forms.ModelChoiceField(Finding.objects.none(), label=_("recorded to the finding"))

    class Meta:
        model = Consequence
        fields = ("kind", "points", "text", "on")
        widgets = {
            "kind": forms.RadioSelect,
            "text": forms.Textarea(attrs={"rows": 2}),
            "on": DayInput,
        }

    field_order = ("finding", "kind", "points", "text", "on")

    def __init__(self, *args, card: Card, person, **kwargs) -> None:
        proposed = {
            "finding": cards.finding_of(card),
            "kind": Consequence.Kind.APPRAISAL,
            "points": card.points,
            "text": _now("%(card)s: %(reason)s") % {"card": card, "reason": card.reason},
            "on": clock.today(),
        }
        super().__init__(*args, initial=proposed, **kwargs)
        self.fields["finding"].queryset = cards.findings_for(card, person)
        self.fields["finding"].label_from_instance = _numbered
        self.fields["kind"].choices = Consequence.Kind.choices


class CardRulesForm(LimitsOfColumns, forms.ModelForm):
    """How long cards are valid, what several yellow ones come to."""

    class Meta:
        model = CardRules
        fields = (
            "yellow_days",
            "red_days",
            "limit",
            "within_days",
            "then",
            "gathered_points",
            "red_points",
        )


def _numbered(finding: Finding) -> str:
    return f"{finding.number}. {finding.title}"
