"""The one page on which a campaign is set up."""

from datetime import date

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaigns.gates import reach_threshold
from campaigns.kinds import Kind
from campaigns.models import BasisDocument, Campaign, Checklist, Phase
from campaigns.plan import Basis, Plan, Window
from campaigns.reach import ALL
from organization.models import Department, Person
from organization.tree import Branch, tree

RESERVED = ("new",)  # words of addresses that no code may take
BAR = "|"
INDENT = "\N{IDEOGRAPHIC SPACE}"
DAY = {"type": "date"}


class DayField(forms.DateField):
    """A local day, typed or chosen."""

    def __init__(self, **kwargs) -> None:
        super().__init__(widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"), **kwargs)


class WindowForm(forms.Form):
    """The dates of one phase; both empty: the phase is left out."""

    name = forms.CharField(label=_("Phase"), max_length=40)
    starts_on = DayField(label=_("From"), required=False)
    ends_on = DayField(label=_("To"), required=False)

    def __init__(self, *args, order: int, locked: bool = False, **kwargs) -> None:
        super().__init__(*args, prefix=f"phase{order}", **kwargs)
        self.order = order
        for field in self.fields.values():
            field.disabled = locked
            # Read out by screen readers; the heading of the table is not tied to the field.
            field.widget.attrs["aria-label"] = f"{field.label} {order}"

    def clean(self) -> dict:
        """Both days or none, in their order."""
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if bool(first) != bool(last):
            self.add_error("ends_on" if first else "starts_on", _("Give both days."))
        if first and last and last < first:
            self.add_error("ends_on", _("A phase cannot end before it starts."))
        return cleaned

    def window(self) -> Window | None:
        """The dates, None for a phase that is left out."""
        kept = self.cleaned_data
        if not kept["starts_on"]:
            return None
        return Window(self.order, kept["name"], kept["starts_on"], kept["ends_on"])


class PlanForm(forms.ModelForm):
    """Everything a campaign needs before its launch; nothing is asked twice."""

    trigger_received_on = DayField(label=_("received on"), required=False)
    basis = forms.CharField(
        label=_("Basis documents"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line: title | document number | issued by."),
    )
    departments = forms.ModelMultipleChoiceField(
        Department.objects.standing(), label=_("Participating departments"), required=False
    )
    reach_threshold = forms.IntegerField(
        label=_("Signatures asked for before the mobilization ends (%)"),
        min_value=0,
        max_value=ALL,
    )
    checklist = forms.ModelChoiceField(
        Checklist.objects.library(),
        label=_("Checklist"),
        required=False,
        empty_label=pgettext_lazy("checklist", "choose later"),
    )
    upload = forms.FileField(label=_("or a new one out of Excel or CSV"), required=False)

    class Meta:
        model = Campaign
        fields = (
            *("title", "code", "organisation", "organisation_name", "organisation_short"),
            *("office", "subject", "trigger_title", "trigger_number", "trigger_issuer"),
            *("trigger_received_on", "addressee", "slogan"),
        )

    def __init__(self, *args, kind: Kind, person: Person, windows=(), **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        campaign = self.instance
        over = set()
        if campaign.pk:
            ended = campaign.phases.filter(status=Phase.Status.ENDED)
            over = set(ended.values_list("order", flat=True))
        self.windows = [
            WindowForm(
                self.data or None,
                order=order,
                locked=order in over,
                initial=_initial(order, phase.name, windows),
            )
            for order, phase in enumerate(kind.phases, start=1)
        ]
        self.branches: list[Branch] = tree(Department.objects.standing())
        options = [(b.department.pk, INDENT * b.depth + b.department.name) for b in self.branches]
        for name in ("organisation", "office"):
            self.fields[name].choices = options
        self.fields["reach_threshold"].initial = reach_threshold(campaign)
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

    def clean_basis(self) -> list[Basis]:
        """One document a line; a full-width bar is a bar."""
        lines = self.cleaned_data["basis"].replace("｜", BAR).splitlines()
        return [_document(no, line) for no, line in enumerate(lines, start=1) if line.strip()]

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
        )

    def _fit_to(self, campaign: Campaign) -> None:
        """The code stays for good; what the launch froze stays, too."""
        del self.fields["checklist"], self.fields["upload"]
        self.fields["code"].disabled = True
        self.fields["departments"].initial = list(
            campaign.participations.values_list("department", flat=True)
        )
        self.fields["basis"].initial = "\n".join(
            BAR.join(filter(None, (row.title, row.number, row.issuer)))
            if row.number or not row.issuer
            else f"{row.title}{BAR}{BAR}{row.issuer}"
            for row in campaign.basis_documents.all()
        )
        if campaign.status != Campaign.Status.DRAFT:
            self.fields["organisation"].disabled = True
            self.fields["departments"].disabled = True


def windows_of(campaign: Campaign) -> list[Window]:
    """The windows a campaign has now."""
    return [
        Window(phase.order, phase.name, phase.starts_on, phase.ends_on)
        for phase in campaign.phases.all()
    ]


def _document(no: int, line: str) -> Basis:
    parts = [part.strip() for part in line.split(BAR)] + ["", ""]
    for part, name in zip(parts, ("title", "number", "issuer"), strict=False):
        limit = BasisDocument._meta.get_field(name).max_length
        if len(part) > limit:
            raise forms.ValidationError(
                _now("Line %(no)d is too long: %(limit)d characters at most.")
                % {"no": no, "limit": limit}
            )
    if not parts[0]:
        raise forms.ValidationError(_now("Line %(no)d has no title.") % {"no": no})
    return Basis(*parts[:3])


def _initial(order: int, name: str, windows) -> dict[str, str | date]:
    known = next((window for window in windows if window.order == order), None)
    if known is None:
        return {"name": name}
    return {"name": known.name, "starts_on": known.starts_on, "ends_on": known.ends_on}
