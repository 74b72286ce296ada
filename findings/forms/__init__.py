"""What people type about findings."""

from findings.forms.finding import DismissForm, FindingForm, MergeForm
from findings.forms.sources import AddSourceForm, PersonalSourceForm, SourcesForm
from findings.forms.suggestion import SuggestionForm

__all__ = [
    "AddSourceForm",
    "DismissForm",
    "FindingForm",
    "MergeForm",
    "PersonalSourceForm",
    "SourcesForm",
    "SuggestionForm",
]
