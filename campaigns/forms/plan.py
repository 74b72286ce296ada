"""The one page on which a campaign is set up."""

from collections.abc import Sequence

from django import forms
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from campaigns.beginnings import Beginning, campaigns_for
from campaigns.clock_rules import clock_sets
from campaigns.contents import Contents
from campaigns.contents.work import ACTIVITIES, DIVISION, INSPECTIONS
from campaigns.forms.plan_fields import BasisField, ChecklistField, ScanDaysField
from campaigns.forms.steps import Ladder
from campaigns.forms.windows import DayField, WindowForm, initial_of
from campaigns.gates import reach_threshold
from campaigns.models import Campaign, Checklist, Phase
from campaigns.named_basis import basis_in_checklist
from campaigns.plan import Plan, Window, basis_of
from campaigns.reach import ALL
from campaigns.scans import days_asked
from campaigns.steps import Step, default_steps
from organization.models import Department, Person
from organization.tree import Branch, tree

RESERVED = ("new", "templates")  # words of addresses that no code may take
SPOKEN = ("speaker_by_name", "round_people")  # how a report read aloud speaks of people
INDENT = "\N{IDEOGRAPHIC SPACE}"
WORK = {
    ACTIVITIES: _("%(n)d planned activities"),
    INSPECTIONS: _("%(n)d recurring inspections"),
    DIVISION: _("%(n)d lines of the division of work"),
}


def work_words(work: dict[str, list]) -> list[tuple[str, str]]:
    """How much planned work comes along, by kind: [("activities", "计划活动4项"), …]."""
    return [(key, words % {"n": len(work[key])}) for key, words in WORK.items() if key in work]


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
    scan_days = ScanDaysField(required=False)
    checklist = ChecklistField(Checklist.objects.none(), label=_("Checklist"), required=False)
    carries = forms.MultipleChoiceField(
        label=_("Planned work that comes along"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    speaker_by_name = forms.BooleanField(
        label=_("The report read aloud names the speaker"),
        required=False,
        help_text=_("Otherwise it says the post alone."),
    )
    round_people = forms.IntegerField(
        label=_("Numbers of people in it are rounded up to full"),
        min_value=0,
        max_value=1000,
        required=False,
        help_text=_("With 100, 196 people are told as nearly 200; with 0 always as 196."),
    )
    upload = forms.FileField(label=_("or a new one out of Excel or CSV"), required=False)

    class Meta:
        model = Campaign
        fields = (
            *("title", "code", "organisation", "organisation_name", "organisation_short"),
            *("office", "subject", "trigger_title", "trigger_number", "trigger_issuer"),
            *(
                "trigger_received_on",
                "authorities",
                "addressee",
                "slogan",
                "report_template",
                "clock",
                "language",
            ),
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
        self.ladder = Ladder(self.data or None, steps or default_steps())
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
        self._fill_in_work()
        self.is_basis_proposed = False
        if campaign.pk:
            self._fit_to(campaign)

    @property
    def ticked(self) -> set[int]:
        """The keys of the departments that are ticked on the page."""
        return {int(pk) for pk in self["departments"].value() or () if str(pk).isdigit()}

    def is_valid(self) -> bool:
        """The fields, the dates of every phase and the rungs of the ladder."""
        windows = [window.is_valid() for window in self.windows]
        ladder = self.ladder.is_valid()
        return super().is_valid() and all(windows) and ladder

    @property
    def wrong_lines(self) -> list[tuple[dict[str, str | Promise], str]]:
        """What is wrong outside the fields of this form: (where, in which words), once it was
        sent. Without this the page comes back with a mark far below its edge and no word."""
        if not self.is_bound:
            return []
        found: list[tuple[dict[str, str | Promise], str]] = []
        for window in self.windows:
            for name, errors in window.errors.items():
                place = {"anchor": window[name].auto_id, "words": window["name"].value()}
                found += [(place, error) for error in errors]
        if self.ladder.error:
            words = {"anchor": "part-ladder", "words": _("Reminders and slips")}
            found.append((words, self.ladder.error))
        return found

    def clean_code(self) -> str:
        code = self.cleaned_data["code"]
        if code.lower() in RESERVED:
            raise forms.ValidationError(_now("This code is a word of an address."))
        return code

    def clean_clock(self) -> str:
        """The clock chosen, or the usual one."""
        return self.cleaned_data["clock"] or next(iter(clock_sets()))

    def clean_language(self) -> str:
        """The script chosen, or the one there was."""
        return self.cleaned_data["language"] or self.instance.language

    def clean_report_template(self) -> str:
        """The only one where nothing could be chosen."""
        return self.cleaned_data["report_template"] or self.kind.reports[0][0]

    def plan(self) -> Plan:
        """What the page says."""
        kept = self.cleaned_data
        return Plan(
            fields={name: kept[name] for name in self._meta.fields},
            words={**self._words(), **self._spoken()},
            windows=[window for form in self.windows if (window := form.window())],
            basis=kept["basis"],
            departments=list(kept["departments"]),
            checklist=kept.get("checklist"),
            steps=self.ladder.steps(),
            contents=None if self.instance.pk else self._contents(),
        )

    def _words(self) -> dict[str, str]:
        kept = self.cleaned_data
        words = {"reach_threshold": str(kept["reach_threshold"])}
        if (days := kept["scan_days"] or 0) != self.fields["scan_days"].initial:
            words["scan_days"] = str(days)
        return words

    def _spoken(self) -> dict[str, dict]:
        """The set words of a report read aloud, where the kind of campaign has one."""
        if "speaker_by_name" not in self.fields:
            return {}
        kept = {name: self.cleaned_data[name] for name in SPOKEN if name in self.changed_data}
        chosen = {name: word for name, word in kept.items() if word is not None}
        return {"spoken": {**self._spoken_words(), **chosen}} if chosen else {}

    def _spoken_words(self) -> dict:
        """Those of the campaign or of what it begins with; of its kind where they say nothing."""
        usual = self.kind.wording.get("spoken", {})
        words = self.instance.wording if self.instance.pk else self._wording_before()
        return {**usual, **words.get("spoken", {})}

    def _wording_before(self) -> dict:
        return self.beginning.contents["wording"] if self.beginning.contents else {}

    def _contents(self) -> Contents | None:
        """What the draft begins with, without the planned work that was not ticked."""
        contents = self.beginning.contents
        if contents is None:
            return None
        kept = self.cleaned_data["carries"]
        return {**contents, **{key: [] for key in self.beginning.work if key not in kept}}

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
            label=_("Form of the report"), choices=self.kind.reports, required=False
        )
        self.fields["language"].required = False
        self.fields["clock"] = forms.ChoiceField(
            label=_("Clock of time limits"),
            choices=[
                (one.key, one.name + pgettext("before a name", ": ") + one.note)
                for one in clock_sets().values()
            ],
            required=False,
            help_text=_(
                "For answers that are due within so many days: feedback, letters, extensions."
                " Deadlines that name a day are not touched."
            ),
        )

    def _fill_in_limits(self, campaign: Campaign) -> None:
        kept = self._wording_before().get("reach_threshold") or reach_threshold(campaign)
        self.fields["reach_threshold"].initial = int(kept)
        kept = self._wording_before().get("scan_days") or days_asked(campaign)
        self.fields["scan_days"].initial = int(kept)
        for name in SPOKEN:
            if self.kind.wording.get("spoken"):
                self.fields[name].initial = self._spoken_words().get(name)
            else:
                del self.fields[name]

    def _fill_in_work(self) -> None:
        work = self.beginning.work
        self.fields["carries"].choices = work_words(work)
        self.fields["carries"].initial = list(work)

    def _fit_to(self, campaign: Campaign) -> None:
        """The code stays for good; what the launch froze stays, too."""
        del self.fields["checklist"], self.fields["upload"], self.fields["carries"]
        self.fields["code"].disabled = True
        self.fields["departments"].initial = list(
            campaign.participations.values_list("department", flat=True)
        )
        kept = basis_of(campaign)
        proposed = [] if kept else basis_in_checklist(campaign)
        self.fields["basis"].initial = kept or proposed
        self.is_basis_proposed = bool(proposed)
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
