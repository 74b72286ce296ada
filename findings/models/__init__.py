from findings.models.finding import Aspect, Finding
from findings.models.source import FIELDS, KINDS, FindingSource, Source, department_of
from findings.models.suggestion import Suggestion

__all__ = [
    "FIELDS",
    "KINDS",
    "Aspect",
    "Finding",
    "FindingSource",
    "Source",
    "Suggestion",
    "department_of",
]
