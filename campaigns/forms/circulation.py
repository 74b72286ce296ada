"""Forms of the circulation: whom a document goes to, its text, signatures, exemptions."""

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from campaigns.audience import To
from campaigns.forms.windows import DayField
from campaigns.models import BasisDocument, Campaign, Circulation, Receipt
from campaigns.preflight import taking_part
from organization.models import Department, Person

SHOWN = 30  # characters of a wrong line that are repeated


class PeopleField(forms.CharField):
    """People by account or name, one a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def clean(self, value) -> list[Person]:
        """The people. ValidationError names every line that fits nobody, or more than one."""
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        found: dict[str, list[Person]] = {line: [] for line in lines}
        for person in Person.objects.active():
            for key in dict.fromkeys((person.account, person.name, person.post)):
                if key in found:
                    found[key].append(person)
        wrong = [_wrong(line, people) for line, people in found.items() if len(people) != 1]
        if wrong:
            raise forms.ValidationError(wrong)
        return [people[0] for people in found.values()]


def _wrong(line: str, people: list[Person]) -> str:
    """Why a line names no one person. A paragraph that was pasted is not repeated in full."""
    shown = {"line": Truncator(line).chars(SHOWN)}
    if people:
        return _now("Several people are called “%(line)s”: enter the account.") % shown
    return _now("Nobody is called “%(line)s”: look up the account or the name.") % shown


class CirculationForm(forms.ModelForm):
    """A document, and the departments and people who are to sign for it."""

    on = DayField(label=_("day"))
    departments = forms.ModelMultipleChoiceField(
        Department.objects.none(),
        label=_("To all people of"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    leaders = forms.BooleanField(
        label=_("the leaders, and whoever else belongs to no department"), required=False
    )
    people = PeopleField(
        label=_("Further people"),
        help_text=_("One account or name a line."),
        required=False,
    )

    class Meta:
        model = Circulation
        fields = ("title", "organiser", "on", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 8})}

    def __init__(self, *args, campaign: Campaign, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.campaign = campaign
        departments = taking_part(campaign)
        self.fields["departments"].queryset = departments
        self.fields["departments"].initial = [department.pk for department in departments]
        self.fields["leaders"].initial = True
        self.fields["text"].help_text = _("One paragraph a line.")

    def clean(self) -> dict:
        """Somebody is to get it."""
        cleaned = super().clean()
        if "people" in cleaned and not (
            cleaned.get("departments") or cleaned.get("leaders") or cleaned["people"]
        ):
            self.add_error("departments", _now("Tick at least one department, or name people."))
        return cleaned

    @property
    def to(self) -> To:
        """The audience that was chosen."""
        cleaned = self.cleaned_data
        alone = [self.campaign.organisation] if cleaned["leaders"] else []
        return To(cleaned["departments"], alone, cleaned["people"])

    @property
    def words(self) -> dict:
        """What the document says."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class SecondRoundForm(forms.ModelForm):
    """What the same people study once more."""

    on = DayField(label=_("day"))
    studies = forms.ModelMultipleChoiceField(
        BasisDocument.objects.none(),
        label=_("Documents to study again"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one document.")},
    )

    class Meta:
        model = Circulation
        fields = ("title", "organiser", "on", "text", "studies")
        widgets = {"text": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args, campaign: Campaign, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        documents = campaign.basis_documents.all()
        self.fields["studies"].queryset = documents
        self.fields["studies"].initial = [document.pk for document in documents]
        self.fields["text"].help_text = _("One paragraph a line.")


class TextForm(forms.Form):
    """The new text of a document, and the text it was changed from."""

    text = forms.CharField(label=_("text"), widget=forms.Textarea(attrs={"rows": 12}))
    revision = forms.IntegerField(widget=forms.HiddenInput)


def own_name(person: Person, typed: str) -> str:
    """The typed signature when it is the name of the person; ValidationError for any other."""
    name = "".join(typed.split())
    if name != "".join(person.name.split()):
        raise forms.ValidationError(_now("Please type your own name as it is registered."))
    return name


class SignForm(forms.ModelForm):
    """The typed signature: the name of the person, and nobody else's."""

    class Meta:
        model = Receipt
        fields = ("signed_name",)
        labels = {"signed_name": _("Your name as signature")}

    def __init__(self, *args, person: Person, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["signed_name"].required = True
        self.initial["signed_name"] = person.name

    def clean_signed_name(self) -> str:
        return own_name(self.person, self.cleaned_data["signed_name"])


class ExemptForm(forms.ModelForm):
    """Why somebody need not sign."""

    class Meta:
        model = Receipt
        fields = ("exempt_reason",)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["exempt_reason"]
        field.required = True
        field.error_messages["required"] = _("An exemption needs a reason.")
