"""What people type about findings."""

from findings.forms.finding import DismissForm, FindingForm, MergeForm
from findings.forms.sources import AddSourceForm, SourcesForm
from findings.forms.suggestion import SuggestionForm

__all__ = [
    "AddSourceForm",
    "DismissForm",
    "FindingForm",
    "MergeForm",
    "SourcesForm",
    "SuggestionForm",
]
