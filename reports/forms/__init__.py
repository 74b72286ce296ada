"""What people type about papers."""

from reports.forms.periodical import DraftForm, DropForm, EditionForm, RuleForm, SendForm

__all__ = ["DraftForm", "DropForm", "EditionForm", "RuleForm", "SendForm"]
