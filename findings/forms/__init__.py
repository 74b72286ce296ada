"""What people type about findings."""

from findings.forms.box_note import NoteForm, ReceiptForm
from findings.forms.confidentiality import ReachForm
from findings.forms.feedback import (
    AskFeedbackForm,
    FeedbackForm,
    LessonAnswerForm,
    LessonForm,
    RulingForm,
)
from findings.forms.finding import DismissForm, FindingForm
from findings.forms.guest import GuestOpinionForm, GuestsForm
from findings.forms.liability import (
    ConsequenceForm,
    DispositionForm,
    LiabilityForm,
    RulesForm,
)
from findings.forms.merging import MergeEachForm, MergeForm, MoveSourceForm, SplitForm
from findings.forms.opinion import (
    BoxForm,
    ClassifyForm,
    MergeOpinionForm,
    OpinionForm,
    OpinionRulesForm,
    ReplyForm,
)
from findings.forms.sources import AddSourceForm, PersonalSourceForm, SourcesForm
from findings.forms.suggestion import SuggestionForm
from findings.forms.survey import (
    InviteForm,
    QuestionForm,
    QuotaForm,
    ReopenForm,
    SentForm,
    SurveyForm,
)
from findings.forms.survey_answer import AnswerForm, VisitForm
from findings.forms.survey_scores import ScoreColumnsForm, ScoreFileForm

__all__ = [
    "AddSourceForm",
    "AnswerForm",
    "AskFeedbackForm",
    "BoxForm",
    "ClassifyForm",
    "ConsequenceForm",
    "DismissForm",
    "DispositionForm",
    "FeedbackForm",
    "FindingForm",
    "GuestOpinionForm",
    "GuestsForm",
    "InviteForm",
    "LessonAnswerForm",
    "LessonForm",
    "LiabilityForm",
    "MergeEachForm",
    "MergeForm",
    "MergeOpinionForm",
    "MoveSourceForm",
    "NoteForm",
    "OpinionForm",
    "OpinionRulesForm",
    "PersonalSourceForm",
    "QuestionForm",
    "QuotaForm",
    "ReachForm",
    "ReceiptForm",
    "ReopenForm",
    "ReplyForm",
    "RulesForm",
    "RulingForm",
    "ScoreColumnsForm",
    "ScoreFileForm",
    "SentForm",
    "SourcesForm",
    "SplitForm",
    "SuggestionForm",
    "SurveyForm",
    "VisitForm",
]
