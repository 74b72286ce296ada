"""聘书: whom the organisation appoints as an evaluator (行评代表), for what, from when to when."""

from findings.models import EvaluatorTerm
from organization import clock
from reports.document import Addressee, Document, Paragraph, Runs, Signature, Title
from reports.phrases import date_cn, fill
from reports.scripts import in_its_script

TITLE = "聘书"


@in_its_script
def write(term: EvaluatorTerm) -> Document:
    """The letter as it was made; one that ended early says so below its title."""
    campaign = term.campaign
    return Document(
        title=f"{TITLE}（第{term.number}号）",
        blocks=(
            Title((TITLE,), note=_ended(term), number=_number(term)),
            Addressee((_addressed(term),)),
            Paragraph(_appointed(term), key="appointed"),
            Paragraph((DUTIES,), key="duties"),
            Paragraph((PROMISE,), key="promise"),
            Paragraph(("特此聘请。",), key="close"),
            Signature((campaign.organisation_name,), (date_cn(clock.day_of(term.made_at)),)),
        ),
        author=campaign.organisation_name,
        subject=campaign.title,
    )


DUTIES = (
    "聘期内，请您阅读我单位向行评代表公布的材料，了解自查和整改情况，反映群众意见，提出批评和建议，"
    "参加评议会议，实事求是评议打分。"
)
PROMISE = (
    "我单位对您提出的意见逐条登记、逐条办理、逐条答复，评议打分结束后不保留评分人姓名，"
    "并为您履行职责提供必要条件。"
)

OFFICE = "行评代表"


def _number(term: EvaluatorTerm) -> str:
    return f"聘〔{clock.day_of(term.made_at).year}〕{term.number}号"


def _ended(term: EvaluatorTerm) -> str:
    if term.ended_on is None or not term.ended_before_its_day:
        return ""
    return f"（已于{date_cn(term.ended_on)}解聘）"


def _addressed(term: EvaluatorTerm) -> str:
    """The unit stands before the name, as people evaluate for it."""
    person = term.person
    home = person.department.name
    return f"{person.name}同志" if home in person.name else f"{home}{person.name}同志"


def _appointed(term: EvaluatorTerm) -> Runs:
    # Where the categories are not told apart, the name of the office would stand there twice.
    category = "" if term.category == OFFICE else "（{category}）"
    return fill(
        f"兹聘请您担任{{organisation}}“{{campaign}}”{OFFICE}{category}，聘期自{{first}}至{{last}}。",
        organisation=term.campaign.organisation_name,
        campaign=term.campaign.title,
        category=term.category,
        first=date_cn(term.starts_on),
        last=date_cn(term.ends_on),
    )
