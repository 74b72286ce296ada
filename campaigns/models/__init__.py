from campaigns.models.answer import Answer, AnswerVersion, Result
from campaigns.models.basis import BasisDocument, Clause
from campaigns.models.campaign import Campaign, CampaignRole, Participation
from campaigns.models.campaign_text import CampaignText
from campaigns.models.checklist import (
    AnswerKind,
    CheckItem,
    Checklist,
    EvidenceRule,
    ItemScope,
    Project,
)
from campaigns.models.circulation import (
    Audience,
    Circulation,
    EarlierSignature,
    EarlierText,
    Receipt,
)
from campaigns.models.division import Responsibility
from campaigns.models.evidence import (
    ActivityEvidence,
    AnswerEvidence,
    Evidence,
    EvidencePage,
    EvidenceUse,
    PersonalEvidence,
)
from campaigns.models.hint import Hint, HintLimits
from campaigns.models.leadership import Announcement, Group, Membership
from campaigns.models.level import Level, LevelItem
from campaigns.models.meeting import Attendance, Meeting
from campaigns.models.nil_report import NilReport
from campaigns.models.personal import PersonalAnswer, PersonalSheet, PersonalVersion
from campaigns.models.personal_return import PersonalReturn
from campaigns.models.phase import Activity, Phase
from campaigns.models.planned import PlannedActivity, Waiver
from campaigns.models.recurring import (
    Inspection,
    InspectionPlan,
    JointMeeting,
    Visit,
    VisitEvidence,
)
from campaigns.models.registers import FeedbackChannel, NoticeBoard, Standard
from campaigns.models.reminder_step import ReminderStep
from campaigns.models.review import RecordedAnswer, Return
from campaigns.models.scan import SheetScan
from campaigns.models.selfcheck import HandOver, SelfCheck
from campaigns.models.sheet_status import SheetStatus
from campaigns.models.shelf import Shelf
from campaigns.models.site import Site
from campaigns.models.special_action import SpecialAction, UnderAction
from campaigns.models.talk import Remark
from campaigns.models.template import CampaignTemplate
from campaigns.models.undertaking import Undertaking, UndertakingQuerySet
from campaigns.models.upload import Upload
from campaigns.models.verification import (
    Feedback,
    Verification,
    VerificationEvidence,
    VerificationVersion,
)
from campaigns.models.verification_plan import PlannedCheck, VerificationPlan

__all__ = [
    "Activity",
    "ActivityEvidence",
    "Announcement",
    "Answer",
    "AnswerEvidence",
    "AnswerKind",
    "AnswerVersion",
    "Attendance",
    "Audience",
    "BasisDocument",
    "Campaign",
    "CampaignRole",
    "CampaignTemplate",
    "CampaignText",
    "CheckItem",
    "Checklist",
    "Circulation",
    "Clause",
    "EarlierSignature",
    "EarlierText",
    "Evidence",
    "EvidencePage",
    "EvidenceRule",
    "EvidenceUse",
    "Feedback",
    "FeedbackChannel",
    "Group",
    "HandOver",
    "Hint",
    "HintLimits",
    "Inspection",
    "InspectionPlan",
    "ItemScope",
    "JointMeeting",
    "Level",
    "LevelItem",
    "Meeting",
    "Membership",
    "NilReport",
    "NoticeBoard",
    "Participation",
    "PersonalAnswer",
    "PersonalEvidence",
    "PersonalReturn",
    "PersonalSheet",
    "PersonalVersion",
    "Phase",
    "PlannedActivity",
    "PlannedCheck",
    "Project",
    "Receipt",
    "RecordedAnswer",
    "Remark",
    "ReminderStep",
    "Responsibility",
    "Result",
    "Return",
    "SelfCheck",
    "SheetScan",
    "SheetStatus",
    "Shelf",
    "Site",
    "SpecialAction",
    "Standard",
    "UnderAction",
    "Undertaking",
    "UndertakingQuerySet",
    "Upload",
    "Verification",
    "VerificationEvidence",
    "VerificationPlan",
    "VerificationVersion",
    "Visit",
    "VisitEvidence",
    "Waiver",
]
