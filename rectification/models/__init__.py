from rectification.models.acceptance import Acceptance
from rectification.models.ladder import LadderStep
from rectification.models.measure import Measure
from rectification.models.task import Progress, ProgressEvidence, Task

__all__ = ["Acceptance", "LadderStep", "Measure", "Progress", "ProgressEvidence", "Task"]
