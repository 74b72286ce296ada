"""Signing and handing over."""

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.handing_over import may_receive
from campaigns.models import SelfCheck
from organization.models import Person


class SubmissionForm(forms.Form):
    """The typed signature under a sheet, and the nil return that is signed with it.

    `statement`: what the nil return says, "" where there is nothing to declare.
    """

    signature = forms.CharField(
        label=_("Signature"),
        max_length=60,
        help_text=_("Type your name. It stands for your signature under the sheet."),
    )
    nil = forms.BooleanField(label=_("Nil return"), required=False)

    def __init__(self, *args, statement: str = "", **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.declares = bool(statement)
        self.fields["nil"].help_text = statement


class PersonField(forms.ModelChoiceField):
    """A person, shown with post and name."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **{"empty_label": _("Please choose"), **kwargs})

    def label_from_instance(self, person: Person) -> str:
        """Post and name, and the team when it is one below."""
        return named(person)


class HandOverForm(forms.Form):
    """Who answers the item from now on."""

    to = PersonField(label=_("Hand over to"), queryset=Person.objects.none())

    def __init__(self, *args, sheet: SelfCheck, by: Person, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = may_receive(sheet).exclude(pk=by.pk)


def named(person: Person) -> str:
    """Post and name, once where they are the same."""
    words = f"{person.post} {person.name}" if person.post != person.name else person.name
    return words.strip()
