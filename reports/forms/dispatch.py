"""What is written down about a report at the superior's."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.forms.review import DayInput
from organization import clock
from reports.models import Dispatch, Package, Publication


class SendUpForm(forms.Form):
    """To whom the report went, how and when."""

    to = forms.CharField(label=pgettext_lazy("a report", "sent to"), max_length=80)
    way = forms.ChoiceField(label=_("way of sending"), choices=Dispatch.Way)
    sent_on = forms.DateField(label=_("sent on"), widget=DayInput)
    package = forms.ModelChoiceField(
        label=_("package that was sent"),
        queryset=Package.objects.none(),
        required=False,
        empty_label=_("none, or another"),
    )

    def __init__(self, *args, publication: Publication, addressee: str = "", **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["package"].queryset = publication.packages.all()
        if not publication.packages.exists():
            del self.fields["package"]
        self.initial = {"to": addressee, "sent_on": clock.today(), **self.initial}


class PackageForm(forms.Form):
    """What a package holds."""

    with_evidence = forms.BooleanField(
        label=pgettext_lazy("a package", "with evidence"),
        required=False,
        initial=True,
        help_text=_(
            "In folders by department and item. Files of a limited circle of readers stay out."
        ),
    )
    names_hidden = forms.BooleanField(
        label=_("names hidden"),
        required=False,
        help_text=_("People become posts or surnames. Evidence cannot be changed and stays out."),
    )

    def clean(self) -> dict:
        """Names in the files of others cannot be hidden."""
        told = super().clean()
        if told.get("with_evidence") and told.get("names_hidden"):
            self.add_error(
                "names_hidden", _("Names in evidence cannot be hidden. Take one of the two.")
            )
        return told


class OutcomeForm(forms.Form):
    """What came back: a receipt with its number, or the report with a reason."""

    outcome = forms.ChoiceField(
        label=_("what came back"), choices=Dispatch.Status.choices[1:], widget=forms.RadioSelect
    )
    on = forms.DateField(label=_("day"), widget=DayInput)
    number = forms.CharField(label=_("number of the receipt"), max_length=60, required=False)
    reason = forms.CharField(
        label=_("reason of the return"),
        help_text=_("Needed where it was returned."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"on": clock.today(), **self.initial}

    def clean(self) -> dict:
        """A return needs its reason."""
        told = super().clean()
        if told.get("outcome") == Dispatch.Status.RETURNED and not told.get("reason", "").strip():
            self.add_error("reason", _("Say why it was returned."))
        return told
