"""What people say, as it is written down."""

from datetime import date

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.forms.review import DayInput
from campaigns.models import Campaign, CheckItem, Site
from findings.forms.radios import choose_one
from findings.models import Opinion, OpinionBox, OpinionRules
from organization import clock
from organization.models import Department


class OpinionForm(forms.ModelForm):
    """Channel, sort, day and words; whom and which check-point it is about, if it says so."""

    class Meta:
        model = Opinion
        fields = [
            "channel",
            "category",
            "topic",
            "said_on",
            "text",
            "contact",
            "department",
            "item",
            "restricted",
        ]
        widgets = {
            "channel": forms.RadioSelect,
            "category": forms.RadioSelect,
            "said_on": DayInput,
            "text": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "text": _("Write no names: who said it and whom it names stays with the channel."),
            "contact": _("Only where there is to be a reply; read by the office alone."),
            "restricted": _("Only the office and whoever writes it down read it."),
        }

    def __init__(self, *args, campaign: Campaign, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _narrow(self, campaign)
        choose_one(self.fields["channel"])

    def clean_said_on(self) -> date:
        """Nobody has said anything tomorrow."""
        on = self.cleaned_data["said_on"]
        if on > clock.today():
            raise forms.ValidationError(_now("This day is still to come."))
        return on


class ClassifyForm(forms.ModelForm):
    """What an opinion is about, as the office sees it."""

    class Meta:
        model = Opinion
        fields = ["category", "topic", "department", "item", "restricted"]
        widgets = {"category": forms.RadioSelect}
        help_texts = {"restricted": _("Only the office and whoever writes it down read it.")}

    def __init__(self, *args, campaign: Campaign, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        _narrow(self, campaign)


class ReplyForm(forms.Form):
    """What the person who said it is told."""

    text = forms.CharField(
        label=_("Reply"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class MergeOpinionForm(forms.Form):
    """Into which opinion this one is merged: by its number."""

    into = forms.IntegerField(
        label=_("Number of the other opinion"),
        min_value=1,
        max_value=10**8,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "in-n"}),
    )


class OpinionRulesForm(forms.ModelForm):
    """Topics, invitees and clocks."""

    class Meta:
        model = OpinionRules
        fields = ["topics", "invitees", "unit", "reply", "finish"]
        widgets = {
            "topics": forms.Textarea(attrs={"rows": 8}),
            "invitees": forms.Textarea(attrs={"rows": 8}),
        }


class BoxForm(forms.ModelForm):
    """A box for the campaign, or for one of its sites that has none."""

    class Meta:
        model = OpinionBox
        fields = ["site", "intro"]

    def __init__(self, *args, campaign: Campaign, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        boxes = OpinionBox.objects.filter(campaign=campaign)
        with_box = boxes.filter(site__isnull=False).values("site")
        self.fields["site"].queryset = Site.objects.filter(campaign=campaign).exclude(
            pk__in=with_box
        )
        self.has_general = boxes.filter(site=None).exists()
        self.fields["site"].required = self.has_general
        self.fields["site"].empty_label = "" if self.has_general else _now("for all sites")


def _narrow(form: forms.ModelForm, campaign: Campaign) -> None:
    """Departments, check-points and topics are those of the campaign."""
    form.fields["department"].queryset = Department.objects.filter(
        participations__campaign=campaign
    )
    form.fields["department"].empty_label = _now("no department named")
    form.fields["item"].queryset = CheckItem.objects.filter(checklist__campaign=campaign)
    form.fields["item"].empty_label = _now("no check-point named")
    form.fields["item"].label_from_instance = _item_label
    choose_one(form.fields["category"])
    form.fields["topic"] = topic_field(OpinionRules.of(campaign), form.initial.get("topic", ""))


def topic_field(rules: OpinionRules, kept: str = "") -> forms.ChoiceField:
    """The topics of the campaign to choose from, with the one that stands already."""
    names = list(dict.fromkeys([*rules.topic_list, *([kept] if kept else [])]))
    return forms.ChoiceField(
        label=_("topic"),
        required=False,
        choices=[("", _now("not classified")), *((name, name) for name in names)],
    )


def _item_label(item: CheckItem) -> str:
    return f"{item.no} {item.text}"
