"""What people type about measures and tasks."""

from rectification.forms.acceptance import AcceptForm, SendBackForm
from rectification.forms.planning import MeasureForm, TaskForm
from rectification.forms.progress import ProgressForm

__all__ = ["AcceptForm", "MeasureForm", "ProgressForm", "SendBackForm", "TaskForm"]
