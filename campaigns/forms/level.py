"""The form in which a level is planned."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.forms.windows import DayField
from campaigns.models import Campaign, CheckItem, Level, LevelItem
from organization.models import Person


@dataclass(frozen=True)
class Line:
    """An item in the list from which the items of a level are chosen."""

    item: CheckItem
    is_ticked: bool
    question: str


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
        self.fields["chosen"].queryset = items.select_related("project")
        self.known: dict[int, str] = {}
        if self.instance.pk:
            self.known = dict(self.instance.asked.values_list("item", "prompt"))
            self.initial["chosen"] = list(self.known)

    def clean(self) -> dict[str, Any]:
        """Questions that fit into their column."""
        cleaned = super().clean()
        longest = LevelItem._meta.get_field("prompt").max_length
        if any(len(words) > longest for words in self.questions().values()):
            text = _("A question has %(n)d characters at most.") % {"n": longest}
            self.add_error("chosen", text)
        return cleaned

    def questions(self) -> dict[int, str]:
        """How the level is asked about the ticked items, where it is in words of its own."""
        asked = {
            item.pk: self.data.get(f"question-{item.pk}", "").strip()
            for item in self.cleaned_data.get("chosen", ())
        }
        return {item: words for item, words in asked.items() if words}

    def lines(self) -> dict[str, list["Line"]]:
        """Every item that may be asked, by project: whether it is ticked, and its question."""
        ticked = {str(key) for key in self["chosen"].value() or ()}
        found: dict[str, list[Line]] = {}
        for item in self.fields["chosen"].queryset:
            words = self.known.get(item.pk, "")
            if self.is_bound:
                words = self.data.get(f"question-{item.pk}", "")
            line = Line(item, str(item.pk) in ticked, words)
            found.setdefault(item.project.name, []).append(line)
        return found

    def level_fields(self) -> dict[str, Any]:
        """What the verbs take beside the items."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
