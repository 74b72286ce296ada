from findings.models.finding import Aspect, Finding, FindingSource
from findings.models.suggestion import Suggestion

__all__ = ["Aspect", "Finding", "FindingSource", "Suggestion"]
