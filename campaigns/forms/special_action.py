"""Forms of special actions: planning one, what was done under it, why it is dropped."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.forms.windows import DayField
from campaigns.models import Activity, Campaign, SpecialAction
from campaigns.preflight import taking_part
from organization.models import Department


class ActionForm(forms.ModelForm):
    """A special action with its days, as dates or in words."""

    starts_on = DayField(label=_("From"), required=False)
    ends_on = DayField(label=_("To"), required=False)

    class Meta:
        model = SpecialAction
        fields = ("title", "kind", "purpose", "department", "lead", "supports")
        fields += ("starts_on", "ends_on", "days_text")
        widgets = {
            "purpose": forms.Textarea(attrs={"rows": 3}),
            "supports": forms.CheckboxSelectMultiple,
        }
        help_texts = {
            "kind": _("A word for it, such as walk-through or zero tolerance."),
            "days_text": _("As it is to be printed, such as “from the end of September on”."),
        }

    def __init__(self, *args, campaign: Campaign, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].widget.attrs["list"] = "kinds"
        offer_departments(self, campaign)

    def clean(self) -> dict:
        """The days in their order; the lead department supports nobody."""
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _now("The last day is before the first day."))
        return without_lead(cleaned)


class DropForm(forms.Form):
    """Why something that was planned is not carried out."""

    reason = forms.CharField(label=_("why it is dropped"), max_length=200)


class UnderForm(forms.Form):
    """Which activities of the timeline were done under the action."""

    activities = forms.ModelMultipleChoiceField(
        Activity.objects.none(),
        label=_("Activities of the timeline"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, action: SpecialAction, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        rows = Activity.objects.filter(phase__campaign=action.campaign)
        field = self.fields["activities"]
        field.queryset = free_or_under(rows, action).order_by("on", "id")
        field.label_from_instance = lambda row: f"{row.on:%Y-%m-%d} {row}"
        field.initial = list(rows.filter(action=action).values_list("pk", flat=True))


def free_or_under(rows, action: SpecialAction):
    """What stands under no action, or under this one."""
    return rows.filter(action=None) | rows.filter(action=action)


def offer_actions(form: forms.BaseForm, campaign: Campaign) -> None:
    """The field `action` chooses among the actions that go on; without any it is not asked."""
    field = form.fields["action"]
    field.queryset = campaign.special_actions.filter(status__in=SpecialAction.Status.open)
    field.required, field.empty_label = False, _now("under none")
    if not field.queryset:
        del form.fields["action"]


def offer_departments(form: forms.BaseForm, campaign: Campaign) -> None:
    """Lead and supporting departments: those that take part, and the office."""
    known = taking_part(campaign).values("pk")
    rows = Department.objects.filter(pk__in=known) | Department.objects.filter(
        pk=campaign.office_id
    )
    form.fields["department"].queryset = rows.order_by("order", "code")
    form.fields["department"].empty_label = None
    form.fields["supports"].queryset = rows.order_by("order", "code")


def without_lead(cleaned: dict) -> dict:
    """The lead department is not named a second time among those that support it."""
    lead, supports = cleaned.get("department"), cleaned.get("supports")
    if lead and supports is not None:
        cleaned["supports"] = [one for one in supports if one != lead]
    return cleaned
