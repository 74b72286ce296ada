from rectification.models.acceptance import Acceptance
from rectification.models.measure import Measure
from rectification.models.task import Progress, ProgressEvidence, Task

__all__ = ["Acceptance", "Measure", "Progress", "ProgressEvidence", "Task"]
