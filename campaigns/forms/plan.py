"""The one page on which a campaign is set up."""

from collections.abc import Sequence

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from campaigns.beginnings import Beginning, campaigns_for
from campaigns.forms.plan_fields import BasisField, ChecklistField, DaysField
from campaigns.forms.windows import DayField, WindowForm, initial_of
from campaigns.gates import reach_threshold
from campaigns.models import Campaign, Checklist, Phase
from campaigns.plan import Plan, Window, basis_of
from campaigns.reach import ALL
from campaigns.steps import Step, default_steps, steps_from
from organization.models import Department, Person
from organization.tree import Branch, tree

RESERVED = ("new", "templates")  # words of addresses that no code may take
INDENT = "\N{IDEOGRAPHIC SPACE}"
REMINDERS = ("remind_before", "remind_after", "remind_office")


class PlanForm(forms.ModelForm):
    """Everything a campaign needs before its launch; nothing is asked twice."""

    trigger_received_on = DayField(label=_("received on"), required=False)
    basis = BasisField(
        label=_("Basis documents and clauses"),
        required=False,
        help_text=_(
            "One document a line: title | number | issued by | kind | report group; below it its "
            "clauses, one a line, with their numbers."
        ),
    )
    departments = forms.ModelMultipleChoiceField(
        Department.objects.standing(), label=_("Participating departments"), required=False
    )
    reach_threshold = forms.IntegerField(
        label=_("Signatures asked for before the mobilization ends (%)"),
        min_value=0,
        max_value=ALL,
    )
    remind_before = DaysField(label=_("Remind so many working days before"), required=False)
    remind_after = DaysField(label=_("Urge so many working days after"), required=False)
    remind_office = forms.IntegerField(
        label=_("The office is told from this working day on"),
        required=False,
        min_value=1,
        help_text=_("Empty: never. Responsible person and head are told each time."),
    )
    checklist = ChecklistField(Checklist.objects.none(), label=_("Checklist"), required=False)
    upload = forms.FileField(label=_("or a new one out of Excel or CSV"), required=False)

    class Meta:
        model = Campaign
        fields = (
            *("title", "code", "organisation", "organisation_name", "organisation_short"),
            *("office", "subject", "trigger_title", "trigger_number", "trigger_issuer"),
            *("trigger_received_on", "authorities", "addressee", "slogan", "report_template"),
        )
        widgets = {"authorities": forms.Textarea(attrs={"rows": 2})}

    def __init__(
        self,
        *args,
        beginning: Beginning,
        person: Person,
        windows: list[Window],
        steps: Sequence[Step] | None = None,
        **kwargs,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.beginning, self.kind = beginning, beginning.kind
        campaign = self.instance
        self.steps = list(steps or default_steps())
        over = set()
        if campaign.pk:
            ended = campaign.phases.filter(status=Phase.Status.ENDED)
            over = set(ended.values_list("order", flat=True))
        self.windows = [
            WindowForm(
                self.data or None,
                order=order,
                locked=order in over,
                initial=initial_of(order, phase.name, windows),
            )
            for order, phase in enumerate(self.kind.phases, start=1)
        ]
        self._fill_in_choices(person)
        self._fill_in_limits(campaign)
        if campaign.pk:
            self._fit_to(campaign)

    @property
    def ticked(self) -> set[int]:
        """The keys of the departments that are ticked on the page."""
        return {int(pk) for pk in self["departments"].value() or () if str(pk).isdigit()}

    def is_valid(self) -> bool:
        """The fields and the dates of every phase."""
        windows = [window.is_valid() for window in self.windows]
        return super().is_valid() and all(windows)

    def clean_code(self) -> str:
        code = self.cleaned_data["code"]
        if code.lower() in RESERVED:
            raise forms.ValidationError(_now("This code is a word of an address."))
        return code

    def clean_report_template(self) -> str:
        """The only one where nothing could be chosen."""
        return self.cleaned_data["report_template"] or self.kind.reports[0][0]

    def plan(self) -> Plan:
        """What the page says."""
        kept = self.cleaned_data
        return Plan(
            fields={name: kept[name] for name in self._meta.fields},
            words={"reach_threshold": str(kept["reach_threshold"])},
            windows=[window for form in self.windows if (window := form.window())],
            basis=kept["basis"],
            departments=list(kept["departments"]),
            checklist=kept.get("checklist"),
            steps=self._steps(),
            contents=None if self.instance.pk else self.beginning.contents,
        )

    def _steps(self) -> list[Step]:
        """The reminders; where nobody touched the three fields, as they were to the last tick."""
        if not set(REMINDERS) & {*self.changed_data}:
            return self.steps
        before, after, office = (self.cleaned_data[name] for name in REMINDERS)
        return steps_from(before, after, office)

    def _fill_in_choices(self, person: Person) -> None:
        self.branches: list[Branch] = tree(Department.objects.standing())
        options = [(b.department.pk, INDENT * b.depth + b.department.name) for b in self.branches]
        for name in ("organisation", "office"):
            self.fields[name].choices = options
        checklist = self.fields["checklist"]
        checklist.queryset = checklists_for(person)
        checklist.empty_label = (
            pgettext("checklist", "as in %(title)s") % {"title": self.beginning.title}
            if self.beginning.items
            else pgettext("checklist", "choose later")
        )
        self.fields["report_template"] = forms.ChoiceField(
            label=_("Report"), choices=self.kind.reports, required=False
        )

    def _fill_in_limits(self, campaign: Campaign) -> None:
        words = self.beginning.contents["wording"] if self.beginning.contents else {}
        kept = words.get("reach_threshold") or reach_threshold(campaign)
        self.fields["reach_threshold"].initial = int(kept)
        offsets = [step.offset for step in self.steps]
        self.fields["remind_before"].initial = [-n for n in offsets if n <= 0]
        self.fields["remind_after"].initial = [n for n in offsets if n > 0]
        self.fields["remind_office"].initial = min(
            (step.offset for step in self.steps if step.to_office), default=None
        )

    def _fit_to(self, campaign: Campaign) -> None:
        """The code stays for good; what the launch froze stays, too."""
        del self.fields["checklist"], self.fields["upload"]
        self.fields["code"].disabled = True
        self.fields["departments"].initial = list(
            campaign.participations.values_list("department", flat=True)
        )
        self.fields["basis"].initial = basis_of(campaign)
        if campaign.status != Campaign.Status.DRAFT:
            self.fields["organisation"].disabled = True
            self.fields["departments"].disabled = True


def checklists_for(person: Person):
    """The library, and the lists of the campaigns the person may copy."""
    mine = Q(campaign=None) | Q(campaign__in=campaigns_for(person))
    return Checklist.objects.filter(mine).select_related("campaign").order_by("campaign", "name")


def windows_of(campaign: Campaign) -> list[Window]:
    """The windows a campaign has now."""
    return [
        Window(phase.order, phase.name, phase.starts_on, phase.ends_on, phase.text)
        for phase in campaign.phases.all()
    ]
