"""Rounds of which one is tapped."""

from django import forms


def choose_one(field: forms.ChoiceField) -> None:
    """Take the empty choice out: nothing is tapped until somebody does."""
    field.choices = [choice for choice in field.choices if choice[0]]
