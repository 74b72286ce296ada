"""Forms of the levels: planning one, filling a personal sheet."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.forms.mobilization import own_name
from campaigns.forms.plan import DayField
from campaigns.forms.submission import PersonField
from campaigns.models import Campaign, CheckItem, Level, PersonalAnswer, PersonalSheet
from organization.models import Person

LONG = 2000
WORDS = ("problem", "subjective", "objective", "roots", "measure")
SEPARATOR = "；"


class LevelForm(forms.ModelForm):
    """Who is asked what until when, and who reads it."""

    due_on = DayField(label=_("due on"))
    chosen = forms.ModelMultipleChoiceField(
        CheckItem.objects.none(),
        label=_("Items this level is asked"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one item.")},
    )

    class Meta:
        model = Level
        fields = (
            *("name", "audience", "due_on", "heading", "prompt", "topics"),
            *("follows", "asks_charge", "asks_roots", "chair_reviews"),
        )
        widgets = {
            "prompt": forms.Textarea(attrs={"rows": 3}),
            "topics": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, campaign: Campaign, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["audience"].choices = Person.Level.choices
        items = CheckItem.objects.asked().filter(checklist__campaign=campaign)
        self.fields["chosen"].queryset = items
        if self.instance.pk:
            self.initial["chosen"] = self.instance.asked.values_list("item", flat=True)

    def level_fields(self) -> dict[str, Any]:
        """What the verbs take beside the items."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class PersonalSheetForm(forms.Form):
    """All items of a personal sheet on one short page. Nothing is required before handing in."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args, sheet: PersonalSheet, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        self.asked = list(sheet.level.asked.select_related("item"))
        said = {answer.item_id: answer for answer in sheet.answers.all()}
        self.initial["version"] = sheet.version
        for row in self.asked:
            self._add(row.item_id, said.get(row.item_id))

    def _add(self, item: int, answer: PersonalAnswer | None) -> None:
        known = answer.contents() if answer else {}
        self.fields[f"{item}-result"] = forms.ChoiceField(
            label=_("Result"),
            required=False,
            choices=PersonalAnswer.Result.choices,
            initial=known.get("result", ""),
        )
        for name in WORDS:
            self.fields[f"{item}-{name}"] = forms.CharField(
                label=PersonalAnswer._meta.get_field(name).verbose_name,
                required=False,
                max_length=LONG,
                widget=forms.Textarea(attrs={"rows": 2, "class": "in", "maxlength": LONG}),
                initial=known.get(name, ""),
            )
        topics = [(topic, topic) for topic in self.sheet.level.topic_list]
        self.fields[f"{item}-topics"] = forms.MultipleChoiceField(
            label=_("Behaviours"),
            required=False,
            choices=topics,
            widget=forms.CheckboxSelectMultiple,
            initial=[topic for topic in known.get("topics", "").split(SEPARATOR) if topic],
        )

    def parts(self) -> list["Part"]:
        """The items with their fields, in the order of the checklist."""
        return [Part(self, row) for row in self.asked]

    def answers(self) -> dict[int, dict[str, Any]]:
        """What was typed: {key of the item: contents}."""
        return {
            row.item_id: {
                "result": self.cleaned_data[f"{row.item_id}-result"],
                **{name: self.cleaned_data[f"{row.item_id}-{name}"] for name in WORDS},
                "topics": SEPARATOR.join(self.cleaned_data[f"{row.item_id}-topics"]),
            }
            for row in self.asked
        }


class Part:
    """One item on the page of a personal sheet."""

    def __init__(self, form: PersonalSheetForm, row) -> None:
        self.item = row.item
        self.question = row.prompt or row.item.text
        self.name = f"{row.item_id}-result"
        self.result = form[self.name]
        self.problem = form[f"{row.item_id}-problem"]
        self.subjective = form[f"{row.item_id}-subjective"]
        self.objective = form[f"{row.item_id}-objective"]
        self.roots = form[f"{row.item_id}-roots"]
        self.measure = form[f"{row.item_id}-measure"]
        self.topics = form[f"{row.item_id}-topics"] if form.sheet.level.topic_list else None

    @property
    def only_objective(self) -> bool:
        """Only causes outside oneself are given (不找客观找主观): worth a word, no obstacle."""
        return bool(self.objective.value() and not self.subjective.value())


class BackForm(forms.Form):
    """Why a personal sheet goes back."""

    note = forms.CharField(
        label=_("What is to be looked at again"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReviewerForm(forms.Form):
    """Whom the chair names for one sheet."""

    to = PersonField(Person.objects.active(), label=_("Reviewer"))


class SignatureForm(forms.Form):
    """The typed name under a personal sheet."""

    signature = forms.CharField(label=_("Your name as signature"), max_length=60)

    def __init__(self, *args, person: Person, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial["signature"] = person.name
        self.person = person

    def clean_signature(self) -> str:
        """The own name or post, nobody else's."""
        return own_name(self.person, self.cleaned_data["signature"])
