from findings.models.complaint import ComplaintCount, ComplaintPeriod
from findings.models.complaint_rules import ComplaintRules
from findings.models.elsewhere import Lesson, LessonAnswer, LessonEvidence
from findings.models.evaluator import EvaluatorSheet, EvaluatorTerm
from findings.models.feedback import FeedbackEvidence, FindingFeedback
from findings.models.finding import Aspect, Finding
from findings.models.guest import Guest
from findings.models.kinds import CauseKind, FindingKind, FoundBy
from findings.models.liability import Consequence, ConsequenceEvidence, Liability
from findings.models.merging import Merging
from findings.models.opinion import Opinion
from findings.models.opinion_box import BoxNote, OpinionBox
from findings.models.opinion_reply import OpinionEvidence, OpinionReply
from findings.models.opinion_rules import OpinionRules
from findings.models.partner import Initiative, Partner, Signature
from findings.models.question import Option, Question
from findings.models.response import Reply, Response
from findings.models.rules import ConsolidationRules
from findings.models.score import EvaluationResult, Score, ScoreDimension, ScoreRound
from findings.models.service_fault import FaultEvidence, ServiceFault
from findings.models.source import FIELDS, KINDS, FindingSource, Source, department_of
from findings.models.spent_form import SpentForm
from findings.models.suggestion import Suggestion
from findings.models.survey import Survey
from findings.models.survey_invitation import SurveyInvitation, SurveyQuota
from findings.models.visit import SiteVisit, VisitPhoto, VisitPlan, VisitPoint
from findings.models.visit_script import ScriptPoint, VisitScript
from findings.models.visitor import VisitorTerm
from findings.models.walk_project import WalkProject
from findings.models.walkthrough import Proposal, WalkTask
from findings.models.word_list import ListWord

__all__ = [
    "FIELDS",
    "KINDS",
    "Aspect",
    "BoxNote",
    "CauseKind",
    "ComplaintCount",
    "ComplaintPeriod",
    "ComplaintRules",
    "Consequence",
    "ConsequenceEvidence",
    "ConsolidationRules",
    "EvaluationResult",
    "EvaluatorSheet",
    "EvaluatorTerm",
    "FaultEvidence",
    "FeedbackEvidence",
    "Finding",
    "FindingFeedback",
    "FindingKind",
    "FindingSource",
    "FoundBy",
    "Guest",
    "Initiative",
    "Lesson",
    "LessonAnswer",
    "LessonEvidence",
    "Liability",
    "ListWord",
    "Merging",
    "Opinion",
    "OpinionBox",
    "OpinionEvidence",
    "OpinionReply",
    "OpinionRules",
    "Option",
    "Partner",
    "Proposal",
    "Question",
    "Reply",
    "Response",
    "Score",
    "ScoreDimension",
    "ScoreRound",
    "ScriptPoint",
    "ServiceFault",
    "Signature",
    "SiteVisit",
    "Source",
    "SpentForm",
    "Suggestion",
    "Survey",
    "SurveyInvitation",
    "SurveyQuota",
    "VisitPhoto",
    "VisitPlan",
    "VisitPoint",
    "VisitScript",
    "VisitorTerm",
    "WalkProject",
    "WalkTask",
    "department_of",
]
