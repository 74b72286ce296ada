from reports.models.periodical import Edition, PeriodicRule
from reports.models.publication import PaperFile, Periodical, Publication

__all__ = ["Edition", "PaperFile", "PeriodicRule", "Periodical", "Publication"]
