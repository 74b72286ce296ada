"""What people type about service faults: the record, what was done, the result."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.forms.windows import DayField
from campaigns.models import Campaign, Participation, Site
from findings.forms.files import SeveralFiles
from findings.forms.of_opinion import NamesOpinion
from findings.models import ListWord, ServiceFault, SiteVisit, WalkTask
from findings.permissions import can_report
from organization import clock
from organization.models import Department, Person
from organization.scope import in_departments
from organization.templatetags.shell import day


class FaultForm(NamesOpinion, forms.ModelForm):
    """A fault as it came to light: what, when, where, through what."""

    department = forms.ModelChoiceField(
        Department.objects.none(), label=_("department"), required=False
    )
    on = DayField(label=_("day"))
    due_on = DayField(label=_("to be put right by"))
    number = forms.IntegerField(
        label=_("number of the opinion or complaint"),
        required=False,
        min_value=1,
        max_value=10**9,
        help_text=_("Where one stands in the register of opinions."),
    )

    files = SeveralFiles(
        label=_("photos and files"), required=False, help_text=_("What was seen; no customers.")
    )

    class Meta:
        model = ServiceFault
        fields = (
            "fault_class",
            "on",
            "site",
            "department",
            "came_from",
            "number",
            "visit",
            "walk",
            "due_on",
            "text",
        )
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, campaign: Campaign, person: Person, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        taking_part = Participation.objects.filter(campaign=campaign, left_on=None)
        departments = Department.objects.filter(pk__in=taking_part.values("department"))
        sites = Site.objects.filter(campaign=campaign).select_related("department")
        if not can_report(person, campaign):
            departments = departments.filter(in_departments(person, ""))
            sites = sites.filter(in_departments(person, "department"))
        self.fields["fault_class"].queryset = ListWord.objects.of(campaign, "fault_class")
        self.fields["department"].queryset = departments
        self.fields["department"].help_text = _now("Empty: whoever looks after the site.")
        self.fields["site"].queryset = sites
        self.fields["came_from"].choices = [
            ("", _now("Please choose")),
            *ServiceFault.CameFrom.choices,
        ]
        self.fields["text"].help_text = _now("No names and telephone numbers of customers.")
        self.look_among(campaign, person)
        self._offer_where_it_was_seen(campaign, person)

    def _offer_where_it_was_seen(self, campaign: Campaign, person: Person) -> None:
        """Accepted visits and walks that exist for the person; without one, no field."""
        visits = SiteVisit.objects.visible_to(person).counted().filter(plan__campaign=campaign)
        walks = WalkTask.objects.visible_to(person).walked().filter(campaign=campaign)
        self.fields["visit"].queryset = visits.select_related("site").order_by("-visited_on", "pk")
        self.fields["visit"].label_from_instance = _place_and_day
        self.fields["walk"].queryset = walks.select_related("channel", "stage", "product")
        for name, rows in (("visit", visits), ("walk", walks)):
            if not rows.exists():
                del self.fields[name]

    def clean_on(self):
        """A day that is not to come."""
        on = self.cleaned_data["on"]
        if on > clock.today():
            raise forms.ValidationError(_now("This day is still to come."))
        return on

    def clean(self) -> dict[str, Any]:
        """A department that answers for it: its own, or that of the site."""
        told = super().clean()
        self._clean_where_it_was_seen(told)
        site, department = told.get("site"), told.get("department")
        if department is None and site is not None:
            told["department"] = site.department
        elif department is None and "department" not in self.errors:
            self.add_error("department", _now("Say which department, or which site."))
        elif site is not None and site.department_id != department.pk:
            self.add_error("site", _now("This site is looked after by another department."))
        return told

    def _clean_where_it_was_seen(self, told: dict[str, Any]) -> None:
        """A visit names its site; where it came from says the same as what is named."""
        visit, came_from = told.get("visit"), told.get("came_from")
        if visit and told.get("site") is None:
            told["site"] = visit.site
        elif visit and told["site"] != visit.site:
            self.add_error("visit", _now("This visit was made to another site."))
        named = {"visit": visit, "walk": told.get("walk")}
        if came_from and any(one and kind != came_from for kind, one in named.items()):
            self.add_error("came_from", _now("It came from what you name below: choose the same."))

    def told(self) -> dict[str, Any]:
        """The words of the verb."""
        kept = dict(self.cleaned_data)
        opinion = kept.pop("number")
        return {**kept, "opinion": opinion}

    def _post_clean(self) -> None:
        """The verb writes."""


class FaultAnswerForm(forms.Form):
    """What the department did, and who is in charge."""

    text = forms.CharField(
        label=pgettext_lazy("a service fault", "what was done"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    post = forms.CharField(
        label=_("person in charge (post)"), max_length=80, help_text=_("The post, not the name.")
    )

    files = SeveralFiles(label=_("photos and files"), required=False)


class FaultFilesForm(forms.Form):
    """More photos or files."""

    files = SeveralFiles(label=_("photos and files"))

    def clean_files(self) -> list:
        """At least one."""
        if not self.cleaned_data["files"]:
            raise forms.ValidationError(_now("Choose at least one file."))
        return self.cleaned_data["files"]


class FaultCloseForm(forms.Form):
    """The result with which a record is closed."""

    result = forms.CharField(label=pgettext_lazy("a service fault", "result"), max_length=200)


class FaultReturnForm(forms.Form):
    """Why it is not put right yet."""

    reason = forms.CharField(label=_("why it is sent back"), max_length=200)


def _place_and_day(visit: SiteVisit) -> str:
    """三号厅 3月2日; never who was there."""
    return f"{visit.site.name} {day(visit.visited_on)}"
