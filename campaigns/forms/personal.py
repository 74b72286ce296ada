"""Forms of a personal sheet: filling it, signing it, naming who reviews it."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.filling import Draft
from campaigns.forms.circulation import own_name
from campaigns.forms.submission import PersonField
from campaigns.item_page import File
from campaigns.models import LevelItem, PersonalAnswer, PersonalSheet
from organization.models import Person

LONG = 2000
WORDS = ("problem", "subjective", "objective", "roots", "measure")
SEPARATOR = "；"


class PersonalSheetForm(forms.Form):
    """All items of a personal sheet on one short page. Nothing is required before handing in.

    Each item has the version of its words that the page shows. `over` names the items whose
    words the person, having seen both, puts over others: "12:5,14:6" (item:version).
    """

    over = forms.RegexField(r"^(\d+:\d+(,\d+:\d+)*)?$", required=False)

    def __init__(self, *args, sheet: PersonalSheet, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        self.asked = list(sheet.level.asked.select_related("item"))
        self.said = {answer.item_id: answer for answer in sheet.answers.all()}
        for row in self.asked:
            self._add(row.item_id, self.said.get(row.item_id))

    def parts(self) -> list["Part"]:
        """The items with their fields, in the order of the checklist."""
        return [Part(self, row, place) for place, row in enumerate(self.asked, start=1)]

    def drafts(self) -> dict[int, Draft]:
        """What was typed, by the key of the item; items of which the form says nothing are left
        out."""
        over = {int(a): int(b) for a, b in re.findall(r"(\d+):(\d+)", self.cleaned_data["over"])}
        return {
            row.item_id: self._draft(row.item_id, over)
            for row in self.asked
            if any(name.startswith(f"{row.item_id}-") for name in self.data)
        }

    def _add(self, item: int, answer: PersonalAnswer | None) -> None:
        known = answer.contents() if answer else {}
        self.fields[f"{item}-version"] = forms.IntegerField(
            min_value=0,
            required=False,
            widget=forms.HiddenInput(attrs={"data-version": ""}),
            initial=answer.version if answer else 0,
        )
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

    def _draft(self, item: int, over: dict[int, int]) -> Draft:
        cleaned = self.cleaned_data
        contents = {
            "result": cleaned[f"{item}-result"],
            # A form sends \r\n where a script sends \n: one text must not come in two spellings.
            **{name: cleaned[f"{item}-{name}"].replace("\r\n", "\n") for name in WORDS},
            "topics": SEPARATOR.join(cleaned[f"{item}-topics"]),
        }
        return Draft(over.get(item, cleaned[f"{item}-version"] or 0), contents)


class Part:
    """One item on the page of a personal sheet."""

    def __init__(self, form: PersonalSheetForm, row: LevelItem, place: int) -> None:
        self.item = row.item
        self.place = place
        self.evidence_name = f"{row.item_id}-evidence"
        self.evidence_id = f"id_{self.evidence_name}"
        self.begin_url = ""
        self.files: list[File] = []
        self.answer = form.said.get(row.item_id)
        self.question = row.prompt or row.item.text
        self.name = f"{row.item_id}-result"
        self.version = form[f"{row.item_id}-version"]
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


class ReviewerForm(forms.Form):
    """Whom the chair names for one sheet."""

    to = PersonField(Person.objects.active().filter(duty=""), label=_("Reviewer"))


class SignatureForm(forms.Form):
    """The typed name under a personal sheet."""

    signature = forms.CharField(label=_("Signature"), max_length=60)

    def __init__(self, *args, person: Person, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial["signature"] = person.name
        self.person = person

    def clean_signature(self) -> str:
        """The own name or post, nobody else's."""
        return own_name(self.person, self.cleaned_data["signature"])
