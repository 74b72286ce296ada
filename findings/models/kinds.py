"""The fixed words of a finding: who found it, and what kind of cause it has."""

from django.db import models
from django.utils.translation import gettext_lazy as _

FOUND_OTHERWISE = ""


class FindingKind(models.TextChoices):
    """What rectification is asked for: a problem is put right, an improvement is carried out."""

    PROBLEM = "problem", _("Problem")
    IMPROVEMENT = "improvement", _("Improvement")


class FoundBy(models.TextChoices):
    """Who found it first: 自查从宽、被查从严, so the three are never added up."""

    SELF_CHECK = "self_check", _("Found by self-check")
    INSPECTION = "inspection", _("Found by inspection")
    COMPLAINT = "complaint", _("Found through a complaint")


class CauseKind(models.TextChoices):
    """What gave way; a finding may have several (mission rows A-095, A-101)."""

    SYSTEM = "system", _("System: no rule, or an unclear one")
    EXECUTION = "execution", _("Execution: a rule that is not kept")
    PEOPLE = "people", _("People: care, skill, attitude")
    PROCESS = "process", _("Process: hand-over between departments")
    THIRD_PARTY = "third_party", _("Third party: suppliers and partners")
