"""Forms of the registers: own rules, feedback channels, sites, the notice board."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.item_numbers import read_numbers
from campaigns.models import (
    BasisDocument,
    Campaign,
    CheckItem,
    FeedbackChannel,
    NoticeBoard,
    Site,
    Standard,
)
from campaigns.preflight import taking_part
from organization.models import Department


class RuleForm(forms.ModelForm):
    """A rule that is in force."""

    report_group = forms.ChoiceField(label=_("Told in the report under"), required=False)

    class Meta:
        model = BasisDocument
        fields = ("title", "number", "issuer", "role", "report_group")

    def __init__(self, *args, campaign: Campaign, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        own = (BasisDocument.Role.INTERNAL, BasisDocument.Role.SECONDARY)
        self.fields["role"].choices = [(str(role), role.label) for role in own]
        self.fields["report_group"].choices = report_groups(campaign)


class ChannelForm(forms.ModelForm):
    """A way to say what is wrong."""

    class Meta:
        model = FeedbackChannel
        fields = ("kind", "contact", "department", "responsible", "note")

    def __init__(self, *args, campaign: Campaign, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.campaign = campaign
        self.fields["kind"].choices = FeedbackChannel.Kind.choices
        for name in ("department", "responsible"):
            self.fields[name].queryset = taking_part(campaign)
        self.fields["responsible"].empty_label = _now("The department concerned")

    def clean(self) -> dict:
        """Nothing stands in the list twice."""
        cleaned = super().clean()
        same = {"kind": cleaned.get("kind"), "contact": cleaned.get("contact")}
        if FeedbackChannel.objects.filter(campaign=self.campaign, **same).exists():
            self.add_error("contact", _now("This channel is in the list already."))
        return cleaned


class StandardForm(forms.ModelForm):
    """What is a breach, how it is judged, what follows."""

    numbers = forms.CharField(
        label=_("For the items"),
        required=False,
        help_text=_("Their numbers, such as 3, 5, 12-20; empty: for all."),
    )

    class Meta:
        model = Standard
        fields = ("breach", "judged_by", "penalty", "points", "basis")
        widgets = {"judged_by": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, campaign: Campaign, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.campaign = campaign
        self.fields["points"].required = False
        self.fields["basis"].queryset = campaign.basis_documents.all()
        self.fields["basis"].empty_label = _now("Not named")

    def clean_points(self) -> int:
        """None deducted where nothing is written."""
        return self.cleaned_data["points"] or 0

    def clean_numbers(self) -> list[CheckItem]:
        """The items of these numbers; one that the checklist does not have is named."""
        try:
            wanted = read_numbers(self.cleaned_data["numbers"])
        except ValueError as error:
            raise forms.ValidationError(
                _now("“%(part)s” is no number.") % {"part": error}
            ) from error
        items = CheckItem.objects.filter(checklist__campaign=self.campaign, no__in=wanted)
        found = list(items.order_by("no"))
        missing = sorted(wanted - {item.no for item in found})
        if missing:
            raise forms.ValidationError(
                _now("There is no item %(no)d in the checklist.") % {"no": missing[0]}
            )
        return found

    def clean(self) -> dict:
        """Nothing stands in the list twice."""
        cleaned = super().clean()
        same = Standard.objects.filter(campaign=self.campaign, breach=cleaned.get("breach"))
        if same.exists():
            self.add_error("breach", _now("This breach is in the list already."))
        return cleaned

    def wanted(self) -> dict:
        """What was filled in, as arguments of `registers.add_standard`."""
        fields = dict(self.cleaned_data)
        items = fields.pop("numbers")
        return {**fields, "items": items}


class SitesForm(forms.Form):
    """Sites, one a line, as they stand in a list somebody has."""

    department = forms.ModelChoiceField(Department.objects.none(), label=_("looked after by"))
    kind = forms.ChoiceField(label=_("kind"), choices=Site.Kind)
    district = forms.CharField(
        label=_("district"),
        required=False,
        max_length=40,
        help_text=_("Results of visits are shown by district."),
    )
    names = forms.CharField(
        label=_("Sites"), help_text=_("One site a line."), widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, *args, campaign: Campaign, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = taking_part(campaign)

    def clean_names(self) -> list[str]:
        """The names, white space made one."""
        lines = [" ".join(line.split()) for line in self.cleaned_data["names"].splitlines()]
        limit = Site._meta.get_field("name").max_length
        for no, line in enumerate(lines, start=1):
            if len(line) > limit:
                text = _now("Line %(no)d is too long: %(limit)d characters at most.")
                raise forms.ValidationError(text % {"no": no, "limit": limit})
        return [line for line in lines if line]


class BoardForm(forms.ModelForm):
    """What stands on the board."""

    sections = forms.MultipleChoiceField(
        label=_("What is shown"),
        choices=NoticeBoard.Section,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    is_up = forms.BooleanField(label=_("All staff can read it"), required=False)

    class Meta:
        model = NoticeBoard
        fields = ("is_up", "text", "sections")
        widgets = {"text": forms.Textarea(attrs={"rows": 6})}


def report_groups(campaign: Campaign) -> list[tuple[str, str]]:
    """The parts of the report to choose from, and none of them."""
    items = CheckItem.objects.filter(checklist__campaign=campaign).exclude(group="")
    groups = items.order_by("group").values_list("group", flat=True).distinct()
    return [("", _now("not told in the report")), *((group, group) for group in groups)]
