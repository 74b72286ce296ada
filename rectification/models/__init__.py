from rectification.models.acceptance import Acceptance, AcceptanceEvidence
from rectification.models.card import Card
from rectification.models.card_rules import CardRules
from rectification.models.commitment import (
    Commitment,
    CommitmentCase,
    CommitmentTotal,
    Remedy,
)
from rectification.models.extension import Extension
from rectification.models.imported_row import ImportedRow
from rectification.models.ladder_decision import LadderDecision
from rectification.models.ledger_view import LedgerView
from rectification.models.letter import Letter, LetterAnswer, LetterEvidence
from rectification.models.letter_rules import LetterRules
from rectification.models.look_back import LookBack, LookBackEvidence
from rectification.models.measure import Measure
from rectification.models.next_step import Mechanism, NextStep
from rectification.models.plan import LongTermPlan, Milestone, MilestoneEvidence, PlanReview
from rectification.models.progress import (
    OutcomeNumber,
    Progress,
    ProgressEvidence,
    ResultDocument,
)
from rectification.models.rules import RectificationRules
from rectification.models.task import Task

__all__ = [
    "Acceptance",
    "AcceptanceEvidence",
    "Card",
    "CardRules",
    "Commitment",
    "CommitmentCase",
    "CommitmentTotal",
    "Extension",
    "ImportedRow",
    "LadderDecision",
    "LedgerView",
    "Letter",
    "LetterAnswer",
    "LetterEvidence",
    "LetterRules",
    "LongTermPlan",
    "LookBack",
    "LookBackEvidence",
    "Measure",
    "Mechanism",
    "Milestone",
    "MilestoneEvidence",
    "NextStep",
    "OutcomeNumber",
    "PlanReview",
    "Progress",
    "ProgressEvidence",
    "RectificationRules",
    "Remedy",
    "ResultDocument",
    "Task",
]
