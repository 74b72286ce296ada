"""Forms of the leading group, the other groups and the division of work."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.forms.windows import DayField
from campaigns.models import Campaign, Group, Membership, Project, Responsibility
from campaigns.preflight import taking_part
from organization.models import Department, DepartmentRole, Person


class GroupForm(forms.ModelForm):
    """A group of the campaign: a new one with its kind, a known one without."""

    set_up_on = DayField(label=_("set up on"), required=False)

    class Meta:
        model = Group
        fields = (
            *("kind", "name", "parent", "member_scope", "set_up_on", "office"),
            *("duties", "office_duties"),
        )
        widgets = {
            "duties": forms.Textarea(attrs={"rows": 3}),
            "office_duties": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, campaign: Campaign, **kwargs) -> None:
        known = kwargs.get("instance")
        if known is None:
            kwargs["initial"] = self._next(campaign)
        super().__init__(*args, **kwargs)
        self.campaign = campaign
        if known is None:
            self.fields["kind"].choices = Group.Kind.choices
        else:
            del self.fields["kind"]
        above = campaign.groups.exclude(pk=known.pk) if known else campaign.groups.all()
        self.fields["parent"].queryset = above
        self.fields["parent"].empty_label = _("no other group")
        self.fields["office"].queryset = Department.objects.standing()
        self.fields["office"].empty_label = "—"

    def clean_kind(self) -> str:
        """One leading group a campaign."""
        kind = self.cleaned_data["kind"]
        is_second = self.campaign.groups.filter(kind=Group.Kind.LEADING).exists()
        if kind == Group.Kind.LEADING and is_second:
            raise forms.ValidationError(_now("The campaign has a leading group already."))
        return kind

    def _next(self, campaign: Campaign) -> dict[str, Any]:
        """The group that is set up next: the leading group, then the others."""
        kinds = set(campaign.groups.values_list("kind", flat=True))
        if Group.Kind.LEADING not in kinds:
            first = {"kind": Group.Kind.LEADING, "name": campaign.word("group")}
            return {**first, "office": campaign.office_id}
        return {"kind": Group.Kind.INSPECTION, "name": campaign.word("inspection_group")}


class MemberForm(forms.Form):
    """A person and the office in the group."""

    person = forms.ModelChoiceField(Person.objects.active(), label=_("Person"))
    office = forms.ChoiceField(label=_("office in the group"), choices=Membership.Office)


class ResponsibilityForm(forms.ModelForm):
    """Who answers, for what, for which departments and projects."""

    class Meta:
        model = Responsibility
        fields = (
            *("person", "rank", "duty", "all_departments", "departments"),
            *("all_projects", "projects"),
        )
        widgets = {
            "departments": forms.CheckboxSelectMultiple,
            "projects": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args, campaign: Campaign, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.campaign = campaign
        self.fields["person"].queryset = _likely(campaign, self.instance)
        self.fields["person"].label_from_instance = _in_full
        self.fields["person"].empty_label = "—"
        self.fields["rank"].choices = Responsibility.Rank.choices
        self.fields["departments"].queryset = taking_part(campaign)
        self.fields["projects"].queryset = Project.objects.filter(checklist__campaign=campaign)

    def clean(self) -> dict[str, Any]:
        """Somebody answers for something: all departments, or some of them."""
        cleaned = super().clean()
        for name, text in (
            ("departments", _("Choose departments, or all of them.")),
            ("projects", _("Choose projects, or all of them.")),
        ):
            if not cleaned.get(f"all_{name}") and not cleaned.get(name):
                self.add_error(name, text)
        first = self.campaign.responsibilities.filter(rank=Responsibility.Rank.FIRST)
        is_first = cleaned.get("rank") == Responsibility.Rank.FIRST
        if is_first and first.exclude(pk=self.instance.pk).exists():
            text = _now("The campaign has its first responsible person already.")
            self.add_error("rank", text)
        return cleaned

    def _post_clean(self) -> None:
        """The verb writes; the instance stays as it was read."""


def _in_full(person: Person) -> str:
    return f"{person.title} · {person.department.name}"


def _likely(campaign: Campaign, known: Responsibility):
    """Members of the groups, leaders, and the heads of the departments that take part."""
    heads = DepartmentRole.objects.filter(
        permission__codename="head", content_object__in=taking_part(campaign)
    )
    likely = Person.objects.active().filter(duty=Person.Duty.NONE)
    likely = likely.filter(memberships__group__campaign=campaign) | likely.filter(
        pk__in=heads.values("user")
    )
    likely |= Person.objects.active().filter(level=Person.Level.EXECUTIVE, duty=Person.Duty.NONE)
    if known.pk:
        likely |= Person.objects.filter(pk=known.person_id)
    return likely.distinct().select_related("department")
