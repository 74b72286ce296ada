"""Walk-through tasks: the grid, the walker's record, proposals and their evaluation."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.forms.special_action import offer_actions
from campaigns.forms.windows import DayField
from campaigns.models import Campaign, Group, SpecialAction
from findings.forms.days import not_to_come
from findings.models import Finding, ListWord, Proposal, WalkProject, WalkTask
from findings.walking import Cell, grid
from organization.models import Department

LISTS = {"channels": "channel", "stages": "stage", "products": "product"}


class GridForm(forms.Form):
    """Channels × stages × products for one team: one task each."""

    channels = forms.ModelMultipleChoiceField(
        ListWord.objects.none(), label=_("Channels"), widget=forms.CheckboxSelectMultiple
    )
    stages = forms.ModelMultipleChoiceField(
        ListWord.objects.none(),
        label=_("Stages of the service"),
        widget=forms.CheckboxSelectMultiple,
    )
    products = forms.ModelMultipleChoiceField(
        ListWord.objects.none(), label=_("Products"), widget=forms.CheckboxSelectMultiple
    )
    team = forms.ModelChoiceField(Group.objects.none(), label=_("Team"), empty_label=None)
    due_on = DayField(label=_("walk until"))
    process = forms.CharField(
        label=_("process that is walked"),
        required=False,
        max_length=WalkTask._meta.get_field("process").max_length,
        help_text=_("Such as “opening an account”; one grid a process."),
    )
    kind = forms.ChoiceField(
        label=_("whose process"), choices=WalkTask.Kind, widget=forms.RadioSelect, initial="own"
    )
    competitor = forms.CharField(label=_("competitor"), required=False, max_length=60)
    action = forms.ModelChoiceField(SpecialAction.objects.none(), label=_("special action"))

    def __init__(self, *args, campaign: Campaign, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        offer_actions(self, campaign)
        for name, kind in LISTS.items():
            self.fields[name].queryset = ListWord.objects.of(campaign, kind)
        self.fields["team"].queryset = teams_of(campaign)

    def clean(self) -> dict:
        """A competitor is named for its process, and only then."""
        cleaned = super().clean()
        theirs = cleaned.get("kind") == WalkTask.Kind.COMPETITOR
        if theirs != bool(cleaned.get("competitor")):
            words = _now("Name the competitor for its process, and only then.")
            self.add_error("competitor", words)
        return cleaned

    def cells(self) -> list[Cell]:
        """The tasks that are asked for."""
        said = self.cleaned_data
        return grid(
            list(said["channels"]),
            list(said["stages"]),
            list(said["products"]),
            said["team"],
            said["due_on"],
            process=said["process"].strip(),
            kind=said["kind"],
            competitor=said["competitor"].strip(),
            action=said.get("action"),
        )


def teams_of(campaign: Campaign):
    """The teams that walk."""
    return Group.objects.filter(campaign=campaign, kind=Group.Kind.WALK)


class WalkForm(forms.Form):
    """What was tried and what stood in the way, and one proposal or none."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    walked_on = DayField(label=_("walked on"), required=False, validators=[not_to_come])
    steps = forms.CharField(
        label=_("steps tried, one a line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    obstacles = forms.CharField(
        label=_("obstacles, one a line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    proposal = forms.CharField(
        label=_("What do you propose?"),
        required=False,
        help_text=_("One proposal at a time; further ones after saving."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ProposeForm(forms.Form):
    """One more proposal."""

    text = forms.CharField(
        label=_("One more proposal"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write down what is proposed.")},
    )


class WalkFilterForm(forms.Form):
    """What the list of tasks is narrowed by; everything is in the address."""

    status = forms.ChoiceField(required=False, label=_("status"))
    channel = forms.ModelChoiceField(ListWord.objects.none(), required=False, label=_("channel"))
    stage = forms.ModelChoiceField(ListWord.objects.none(), required=False, label=_("stage"))
    product = forms.ModelChoiceField(ListWord.objects.none(), required=False, label=_("product"))
    team = forms.ModelChoiceField(Group.objects.none(), required=False, label=_("team"))
    kind = forms.ChoiceField(required=False, label=_("whose process"))

    def __init__(self, *args, campaign: Campaign, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        everything = [("", _now("all"))]
        standing = ("standing", _now("not dropped"))
        self.fields["status"].choices = [*everything, standing, *WalkTask.Status.choices]
        self.fields["kind"].choices = [*everything, *WalkTask.Kind.choices]
        for kind in LISTS.values():
            self.fields[kind].queryset = ListWord.objects.of(campaign, kind)
            self.fields[kind].empty_label = _now("all")
        self.fields["team"].queryset = teams_of(campaign)
        self.fields["team"].empty_label = _now("all")

    def narrow(self, rows):
        """The tasks that fit; what cannot be read narrows nothing."""
        self.is_valid()
        for name, value in self.cleaned_data.items():
            if value == "standing":
                rows = rows.standing()
            elif value:
                rows = rows.filter(**{name: value})
        return rows


class ProposalFilterForm(forms.Form):
    """What the register of proposals is narrowed by."""

    status = forms.ChoiceField(required=False, label=_("status"))
    value = forms.ChoiceField(required=False, label=_("value"))
    effort = forms.ChoiceField(required=False, label=_("effort"))
    channel = forms.ModelChoiceField(ListWord.objects.none(), required=False, label=_("channel"))
    stage = forms.ModelChoiceField(ListWord.objects.none(), required=False, label=_("stage"))

    def __init__(self, *args, campaign: Campaign, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        everything = [("", _now("all"))]
        counted = ("counted", _now("counted as valid"))
        self.fields["status"].choices = [*everything, counted, *Proposal.Status.choices]
        for name in ("value", "effort"):
            self.fields[name].choices = [*everything, *Proposal.Grade.choices]
        for kind in ("channel", "stage"):
            self.fields[kind].queryset = ListWord.objects.of(campaign, kind)
            self.fields[kind].empty_label = _now("all")

    def narrow(self, rows):
        """The proposals that fit."""
        self.is_valid()
        paths = {"channel": "task__channel", "stage": "task__stage"}
        for name, value in self.cleaned_data.items():
            if value == "counted":
                rows = rows.valid()
            elif value:
                rows = rows.filter(**{paths.get(name, name): value})
        return rows


class EvaluationForm(forms.Form):
    """Valid or not; value and effort, or the reason."""

    verdict = forms.ChoiceField(
        label=_("Evaluation"),
        choices=[("valid", _("Valid")), ("invalid", _("Not valid"))],
        widget=forms.RadioSelect,
    )
    value = forms.ChoiceField(
        label=_("value"), choices=[("", "—"), *Proposal.Grade.choices], required=False
    )
    effort = forms.ChoiceField(
        label=_("effort"), choices=[("", "—"), *Proposal.Grade.choices], required=False
    )
    reason = forms.CharField(label=_("reason"), max_length=300, required=False)

    def clean(self) -> dict:
        """A valid one has value and effort, the other a reason."""
        cleaned = super().clean()
        if cleaned.get("verdict") == "valid":
            for name in ("value", "effort"):
                if not cleaned.get(name):
                    self.add_error(name, _now("Say what it is worth and what it takes."))
        if cleaned.get("verdict") == "invalid" and not cleaned.get("reason", "").strip():
            self.add_error("reason", _now("Say why it is not valid."))
        return cleaned


class IntoForm(forms.Form):
    """The proposal that says the same."""

    into = forms.ModelChoiceField(
        Proposal.objects.none(), label=_("Merge into"), empty_label=_("Please choose")
    )

    def __init__(self, *args, proposals, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = proposals
        self.fields["into"].label_from_instance = lambda row: f"{row.number} {row.text[:40]}"


class AdoptForm(forms.Form):
    """The project that is made, or the one that exists."""

    title = forms.CharField(label=_("Name of the project"), max_length=120, required=False)
    department = forms.ModelChoiceField(
        Department.objects.none(),
        label=_("responsible department"),
        required=False,
        empty_label=_("no department named"),
    )
    project = forms.ModelChoiceField(
        Finding.objects.none(),
        label=_("or a further source of"),
        required=False,
        empty_label=_("a new project"),
    )

    def __init__(self, *args, campaign: Campaign, projects, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = Department.objects.filter(
            participations__campaign=campaign
        )
        self.fields["project"].queryset = projects
        self.fields["project"].label_from_instance = lambda row: f"{row.number} {row.title}"

    def clean(self) -> dict:
        """A new project has a name."""
        cleaned = super().clean()
        if not cleaned.get("project") and not cleaned.get("title", "").strip():
            self.add_error("title", _now("Name the project, or choose one that exists."))
        return cleaned


class ProjectForm(forms.ModelForm):
    """Acceptance, process before and after, evaluation."""

    accept_on = DayField(label=_("acceptance planned for"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = WalkProject
        fields = ("is_key", "accept_on", "group", "flow_before", "flow_after", "evaluation")
        widgets = {
            "flow_before": forms.Textarea(attrs={"rows": 5}),
            "flow_after": forms.Textarea(attrs={"rows": 5}),
            "evaluation": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args, campaign: Campaign, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = Group.objects.filter(campaign=campaign)
        self.fields["group"].empty_label = "—"
        self.fields["version"].initial = self.instance.version

    def clean(self) -> dict:
        """A key project has the day and the group of its acceptance."""
        cleaned = super().clean()
        if cleaned.get("is_key"):
            for name in ("accept_on", "group"):
                if not cleaned.get(name):
                    words = _now("A key project has the day and the group of its acceptance.")
                    self.add_error(name, words)
        return cleaned
