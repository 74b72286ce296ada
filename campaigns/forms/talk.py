"""Saying something about an item."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.forms.submission import named
from campaigns.models import SelfCheck
from campaigns.models.talk import LONGEST
from campaigns.talk import may_be_mentioned
from organization.models import Person


class PeopleField(forms.ModelMultipleChoiceField):
    """People, shown with post and name."""

    def label_from_instance(self, person: Person) -> str:
        """Post and name."""
        return named(person)


class RemarkForm(forms.Form):
    """The words, whether they ask for an answer, and who is named."""

    text = forms.CharField(
        label=_("What you want to ask or say"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Nothing was written.")},
    )
    asks = forms.BooleanField(label=_("Please answer"), required=False)
    people = PeopleField(
        label=_("Name people who should read it"),
        queryset=Person.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": _("Somebody who may not read this cannot be named here.")
        },
    )

    def __init__(self, *args, sheet: SelfCheck, by: Person, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = may_be_mentioned(sheet).exclude(pk=by.pk)
