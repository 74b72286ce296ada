"""What people type into letters: the draft, the answer, the opinion, the rules."""

from django import forms
from django.conf import settings
from django.utils.text import Truncator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.clock_rules import days_of
from campaigns.forms.circulation import own_name
from campaigns.models import Campaign
from findings.models import Finding, Opinion, Suggestion
from organization.models import Department, Person
from rectification.forms.progress import SeveralFiles
from rectification.letter_kinds import letter_defaults
from rectification.models import Letter, LetterRules, Task
from rectification.opinion_slips import handable

MOST_DAYS = 60
DAY = {"type": "date"}


class LetterForm(forms.ModelForm):
    """The draft. Which fields it has follows from the kind of the letter."""

    FIELDS = {
        "notice": ("findings", "topic", "demands", "plan_due_on", "due_on"),
        "advice": ("findings", "suggestions", "topic", "background", "demands"),
        "lists": ("demands",),
        "opinions": ("opinions", "demands"),
    }

    class Meta:
        model = Letter
        fields = (
            "findings",
            "suggestions",
            "opinions",
            "topic",
            "background",
            "demands",
            "plan_due_on",
            "due_on",
            "copies",
        )
        widgets = {
            "findings": forms.CheckboxSelectMultiple,
            "suggestions": forms.CheckboxSelectMultiple,
            "opinions": forms.CheckboxSelectMultiple,
            "copies": forms.CheckboxSelectMultiple,
            "background": forms.Textarea(attrs={"rows": 3}),
            "demands": forms.Textarea(attrs={"rows": 4}),
            "plan_due_on": forms.DateInput(format="%Y-%m-%d", attrs=DAY),
            "due_on": forms.DateInput(format="%Y-%m-%d", attrs=DAY),
        }

    def __init__(self, *args, letter: Letter, **kwargs) -> None:
        super().__init__(*args, instance=letter, **kwargs)
        kept = ("copies", *self.FIELDS.get(letter.kind, ("demands",)))
        for name in set(self.Meta.fields) - set(kept):
            del self.fields[name]
        if "findings" in self.fields:
            self.fields["findings"].queryset = sendable(letter.campaign, letter.department)
            self.fields["findings"].required = letter.kind == Letter.Kind.NOTICE
            self.fields["findings"].label_from_instance = _numbered
        if "suggestions" in self.fields:
            rows = Suggestion.objects.filter(campaign=letter.campaign)
            self.fields["suggestions"].queryset = rows
        if "opinions" in self.fields:
            self.fields["opinions"].queryset = handable(letter.campaign)
            self.fields["opinions"].required = True
            self.fields["opinions"].label_from_instance = _numbered_words
        leaders = letter.department.in_charge.active()
        self.fields["copies"].queryset = leaders
        if not leaders.exists():
            del self.fields["copies"]
        if "topic" in self.fields:
            self.fields["topic"].help_text = _now(
                "A few words, as they are to stand in the title and in lists."
            )
        if letter.is_slip:
            self.fields["demands"].label = _("further demands; one a line")

    def clean(self) -> dict:
        """The plan comes before the end."""
        told = super().clean()
        plan, end = told.get("plan_due_on"), told.get("due_on")
        if plan and end and plan > end:
            self.add_error("plan_due_on", _now("The plan is due before the end."))
        return told

    def changes(self) -> dict:
        """The fields that the form has, as the verbs take them."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.fields}


def addressees(campaign: Campaign):
    """The departments a letter may go to: those that take part."""
    return Department.objects.standing().filter(
        participations__campaign=campaign, participations__left_on=None
    )


def sendable(campaign: Campaign, department: Department):
    """Findings that may stand in a letter: shown to the department, which is responsible."""
    return Finding.objects.filter(
        campaign=campaign,
        restricted=False,
        status__in=Finding.Status.shown_to_departments,
        department__path__startswith=department.path,
    )


def _numbered(finding: Finding) -> str:
    return f"{finding.number}. {finding.title}"


def _numbered_words(opinion: Opinion) -> str:
    return Truncator(f"{opinion.number}. {opinion.text}").chars(60)


class AddresseeForm(forms.Form):
    """To whom and what kind of letter, before the draft."""

    kind = forms.ChoiceField(label=_("kind of letter"))
    department = forms.ModelChoiceField(
        Department.objects.none(),
        label=_("addressee"),
        to_field_name="code",
        empty_label=_("Please choose"),
    )

    def __init__(self, *args, campaign: Campaign, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        slips = Letter.Kind.slips
        self.fields["kind"].choices = [row for row in Letter.Kind.choices if row[0] not in slips]
        self.fields["department"].queryset = addressees(campaign)


class SignForForm(forms.Form):
    """The typed signature: the own name, and nobody else's."""

    signed_name = forms.CharField(label=_("Your name, to sign for it"), max_length=60)

    def __init__(self, *args, person: Person, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["signed_name"].initial = person.name

    def clean_signed_name(self) -> str:
        return own_name(self.person, self.cleaned_data["signed_name"])


class AnswerLetterForm(forms.Form):
    """The answer with its files."""

    text = forms.CharField(label=_("text of the answer"), widget=forms.Textarea(attrs={"rows": 5}))
    files = SeveralFiles(label=_("files"), required=False)

    @property
    def max_mb(self) -> int:
        """How large a file may be."""
        return settings.EVIDENCE_MAX_BYTES // (1024 * 1024)


class OpinionForm(forms.Form):
    """What the office says to an answer it accepts."""

    opinion = forms.CharField(
        label=_("opinion of the office"), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )


class SendAnswerBackForm(forms.Form):
    """Why an answer does not do."""

    opinion = forms.CharField(
        label=_("what is missing in the answer"), widget=forms.Textarea(attrs={"rows": 2})
    )


class WithdrawForm(forms.Form):
    """Why a letter is withdrawn."""

    reason = forms.CharField(label=_("reason of the withdrawal"), max_length=200)


class LetterRulesForm(forms.ModelForm):
    """Names, numbers and clocks; a field of days for every kind of letter."""

    class Meta:
        model = LetterRules
        fields = ("prefix", "advice_name", "authority", "objection_days")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["prefix"].help_text = _now("It stands before the numbers of all letters.")
        self.fields["authority"].help_text = _now("Printed before the advice: according to …")
        self.fields["objection_days"].min_value = 1
        for key in letter_defaults().kinds:
            self.fields[f"days_{key}"] = forms.IntegerField(
                label=_now("%(kind)s: answer within (%(unit)s)")
                % {"kind": Letter.Kind(key).label, "unit": days_of(self.instance.campaign)},
                min_value=1,
                max_value=MOST_DAYS,
                initial=self.instance.reply_days(key),
                widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "in-n"}),
            )

    def changes(self) -> dict:
        """The fields of the rules as the verb takes them."""
        told = self.cleaned_data
        days = {key: told[f"days_{key}"] for key in letter_defaults().kinds}
        return {**{name: told[name] for name in self.Meta.fields}, "days": days}


def slip_kinds(task: Task) -> list[str]:
    """The slips that may be drafted about a task: none while one is open."""
    if task.status == Task.Status.CLOSED or task.letters.open().exists():
        return []
    return list(Letter.Kind.slips)
