"""What people type about measures and tasks."""

from rectification.forms.acceptance import (
    AcceptForm,
    LookBackForm,
    PlanLookBackForm,
    SendBackForm,
)
from rectification.forms.extension import DecisionForm, ExtensionForm
from rectification.forms.long_term import (
    MilestoneForm,
    PlanForm,
    ReachForm,
    ReviewForm,
    WaiveForm,
)
from rectification.forms.planning import MeasureForm, TaskForm
from rectification.forms.progress import ProgressForm
from rectification.forms.rules import RulesForm

__all__ = [
    "AcceptForm",
    "DecisionForm",
    "ExtensionForm",
    "LookBackForm",
    "MeasureForm",
    "MilestoneForm",
    "PlanForm",
    "PlanLookBackForm",
    "ProgressForm",
    "ReachForm",
    "ReviewForm",
    "RulesForm",
    "SendBackForm",
    "TaskForm",
    "WaiveForm",
]
