"""Days that are typed: one still to come, one that has been."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now

from campaigns.forms.review import DayInput
from organization import clock


def not_passed(on: date) -> None:
    """Raise ValidationError for a day before today, in Shanghai."""
    if on < clock.today():
        raise ValidationError(_now("This day has passed."))


def not_to_come(on: date) -> None:
    """Raise ValidationError for a day after today, in Shanghai."""
    if on > clock.today():
        raise ValidationError(_now("This day is still to come."))


def deadline_field(label) -> forms.DateField:
    """A day until which something is asked for: today or later."""
    return forms.DateField(label=label, widget=DayInput, validators=[not_passed])
