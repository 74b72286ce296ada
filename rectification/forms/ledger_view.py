"""Keeping a view of the ledger."""

from django import forms

from rectification.models import LedgerView


class LedgerViewForm(forms.ModelForm):
    """Its name; the office may share it."""

    class Meta:
        model = LedgerView
        fields = ["name", "is_shared", "opens"]

    def __init__(self, *args, may_share: bool, **kwargs) -> None:
        super().__init__(*args, auto_id="view_%s", **kwargs)
        if not may_share:
            del self.fields["is_shared"]
