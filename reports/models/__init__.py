from reports.models.comparison import Comparison
from reports.models.cosigning import CoSignature
from reports.models.dispatch import Dispatch
from reports.models.form import HeadMode, HouseStyle, LetterForm, PaperForm
from reports.models.package import Package
from reports.models.periodical import Edition, PeriodicRule
from reports.models.publication import PaperFile, Periodical, Publication
from reports.models.rewriting import BlockNote, Rewriting

__all__ = [
    "BlockNote",
    "CoSignature",
    "Comparison",
    "Dispatch",
    "Edition",
    "HeadMode",
    "HouseStyle",
    "LetterForm",
    "Package",
    "PaperFile",
    "PaperForm",
    "PeriodicRule",
    "Periodical",
    "Publication",
    "Rewriting",
]
