"""整改通知书: what was found in a department, against which rule, and what is demanded."""

from reports.document import Document, Paragraph, Runs
from reports.papers import letter_parts as parts
from reports.papers.clauses import clause
from reports.papers.letter_parts import Told
from reports.phrases import PaperDates, enumerated, fill, firstly, keep_ends
from reports.phrases.sentences import SPOKEN_LIMIT
from reports.scripts import in_its_script


@in_its_script
def write(told: Told) -> Document:
    """The notice. More than five findings or demands stand in paragraphs of their own."""
    topic = _topic(told)
    title = parts.head(told, ("关于对", f"{topic}问题", "进行整改的通知"))
    return parts.paper(
        told,
        "".join(title.lines),
        (
            *keep_ends(
                [
                    title,
                    parts.addressee(told),
                    *_findings(told),
                    *_demands(told),
                    Paragraph(_clocks(told), key="clocks"),
                    parts.signature(told),
                ]
            ),
            *parts.copies(told),
        ),
    )


def _topic(told: Told) -> str:
    """What it is about: as the office called it, the finding, or the aspect they share."""
    words = clause(told.letter.topic)
    if not words and len(told.findings) == 1:
        words = clause(told.findings[0].title)
    aspects = {one.aspect.name if one.aspect else "" for one in told.findings}
    if not words and len(aspects) == 1:
        words = aspects.pop()
    return (words or "自查和检查发现").removesuffix("问题")


def _findings(told: Told) -> list[Paragraph]:
    lead = f"在{told.campaign.title}中，发现你部门存在以下问题："
    found = parts.facts(told)
    against = fill("上述问题不符合{rules}。", rules=parts.offended(told))
    if len(found) <= SPOKEN_LIMIT:
        listed = firstly(found) if found else (parts.Missing("问题", told.page), "。")
        words = fill("{lead}{listed}{against}", lead=lead, listed=listed, against=against)
        return [Paragraph(words, key="findings")]
    return [*enumerated(found, lead=lead, key="finding"), Paragraph(against, key="rules")]


def _demands(told: Told) -> list[Paragraph]:
    lines = [clause(line) for line in told.letter.demand_list]
    lead = "请按下列要求整改："
    if len(lines) > SPOKEN_LIMIT:
        return list(enumerated(lines, lead=lead, key="demand"))
    words = fill("{lead}{demands}。", lead=lead, demands=parts.demands(told, "整改要求"))
    return [Paragraph(words, key="demands")]


def _clocks(told: Told) -> Runs:
    letter, dates = told.letter, PaperDates()
    return fill(
        "请于{plan}前报送整改方案，{end}前完成整改并报送整改情况及佐证材料。{reply}"
        "对本通知所列问题有异议的，请于收到之日起{days}个工作日内书面提出。",
        plan=parts.until(told, letter.plan_due_on, "整改方案报送时间", dates),
        end=parts.until(told, letter.due_on, "整改完成时限", dates),
        reply=_reply(told, dates),
        days=told.rules.objection_days,
    )


def _reply(told: Told, dates: PaperDates) -> str:
    """The clock of the letter itself, known once it is issued."""
    due = told.letter.reply_by
    day = parts.until(told, due, "回复时限", dates) if due else "【签发时确定】"
    return f"请于{day}前书面回复本通知落实情况。"
