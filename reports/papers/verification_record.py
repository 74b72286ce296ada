"""核查记录表: what was verified in a department, with lines to be signed by both sides."""

from collections.abc import Sequence
from dataclasses import dataclass

from campaigns.counts import numbers_of
from campaigns.models import Campaign, Result, Verification
from organization.models import Department
from reports.document import Block, Column, Document, Paragraph, Runs, Table, Title
from reports.papers.clauses import clause
from reports.phrases import date_cn, date_range, join
from reports.phrases.runs import fill
from reports.scripts import in_its_script
from reports.tallies import named_methods

TITLE = "核查记录表"
BLANK = "＿" * 10
DAY = "　　　年　　月　　日"
NONE = "—"
ROOM = "　"  # an empty line above each signature, for the hand


@dataclass(frozen=True)
class Recorded:
    """A record with the names of its files, its inspectors and the department's last word."""

    row: Verification
    inspectors: tuple[str, ...]
    files: tuple[str, ...] = ()
    said: str = ""  # what the department said, and the answer to it


@in_its_script
def write(campaign: Campaign, department: Department, records: Sequence[Recorded]) -> Document:
    """The paper of a department, its records in the order of the checklist.

    One record alone is told in full; several are lines of a table.
    """
    rows = [record.row for record in records]
    body: list[Block] = [
        Title((TITLE,)),
        *(_fact(words) for words in _facts(campaign, department, records)),
        _one(records[0]) if len(rows) == 1 else _table(records),
        *_signatures(campaign),
    ]
    return Document(
        title=f"{department.name}{TITLE}",
        blocks=tuple(body),
        author=campaign.organisation_name,
        subject=campaign.title,
        layout="form",
    )


def _facts(campaign: Campaign, department: Department, records: Sequence[Recorded]) -> list[Runs]:
    rows = [record.row for record in records]
    first, last = min(row.on for row in rows), max(row.on for row in rows)
    days = date_cn(first) if first == last else date_range(first, last, year=True)
    who = dict.fromkeys(name for record in records for name in record.inspectors)
    facts: list[Runs] = [
        (f"活动名称：{campaign.title}",),
        (f"被核查部门（单位）：{department.name}",),
        (f"核查时间：{days}",),
        (f"核查人员：{'、'.join(who)}",),
    ]
    if len(rows) > 1:
        methods = named_methods({row.method: 1 for row in rows})
        facts += [
            ("核查方式：", *join(list(methods), last="")),
            _counts(rows),
        ]
    return facts


def _counts(rows: list[Verification]) -> Runs:
    found = sum(row.is_found_by_inspection for row in rows)
    known = sum(row.result == Result.NO and row.self_result == Result.NO for row in rows)
    words = [f"共核查{len(rows)}个检查项点"]
    if known:
        words.append(f"自查发现并经核查属实的不符合项点{known}个")
    words.append(f"检查发现的不符合项点{found}个" if found else "检查未发现自查以外的不符合项点")
    return fill("核查情况：{words}。", words="，".join(words))


def _fact(words: Runs) -> Paragraph:
    return Paragraph(words, indent=False)


COLUMNS = (
    Column("序号", 11, "center"),
    Column("检查项点", 38),
    Column("方式和样本", 25),
    Column("自查结果", 18, "center"),
    Column("核查结论", 18, "center"),
    Column("核查情况和佐证", 31),
    Column("部门反馈", 29),
)


def _table(records: Sequence[Recorded]) -> Table:
    rows = tuple(
        (
            str(record.row.item.no),
            clause(record.row.item.text),
            "\n".join(filter(None, [record.row.method, _sample(record.row)])),
            _self_result(record.row),
            record.row.get_result_display(),
            "\n".join(filter(None, [record.row.text, _files(record)])) or NONE,
            record.said,
        )
        for record in records
    )
    return Table(COLUMNS, rows, key="records")


def _one(record: Recorded) -> Table:
    row, item = record.row, record.row.item
    told = (
        ("检查项点", f"{item.no}．{clause(item.text)}"),
        ("依据", item.rule or item.basis),
        ("评判标准", item.standard),
        ("核查方式", row.method),
        ("样本", _sample(row)),
        ("自查结果", _self_result(row)),
        ("核查结论", f"{row.get_result_display()}{_found(row)}"),
        ("核查情况", row.text),
        *(_parts(row) if row.result == Result.NO else ()),
        ("佐证材料", "\n".join(record.files)),
        ("部门反馈", record.said),
    )
    columns = (Column("栏目", 30, "center"), Column("内容", 140))
    return Table(columns, tuple((name, words or NONE) for name, words in told), key="record")


def _parts(row: Verification) -> tuple[tuple[str, str], ...]:
    return (("规定", row.rule), ("原因", row.cause), ("责任", row.responsibility))


def _self_result(row: Verification) -> str:
    return row.get_self_result_display() if row.self_result else "未提交"


def _found(row: Verification) -> str:
    if row.is_found_by_inspection:
        return "（检查发现）"
    return "（与自查结果不一致）" if row.disagrees else ""


def _sample(row: Verification) -> str:
    if names := row.item.count_names:
        numbers = numbers_of(names, row.sample_n, row.sample_ok, row.counts)
        return "、".join(f"{name}{n}" for name, n in numbers.items() if n is not None)
    if row.sample_n is None:
        return ""
    correct = "" if row.sample_ok is None else f"，合格{row.sample_ok}"
    return f"抽查{row.sample_n}{correct}"


def _files(record: Recorded) -> str:
    return f"佐证：{'、'.join(record.files)}" if record.files else ""


def _signatures(campaign: Campaign) -> list[Paragraph]:
    group = campaign.word("inspection_group", "检查组")
    lines = (
        f"核查人员（签字）：{BLANK}{DAY}",
        f"{group}负责人（签字）：{BLANK}{DAY}",
        "被核查部门（单位）意见：□ 无异议　　□ 有异议，另附书面陈述",
        f"被核查部门（单位）负责人（签字）：{BLANK}{DAY}",
    )
    spaced = [words for line in lines for words in (ROOM, line)]
    return [
        Paragraph((words,), indent=False, keep_with_next=words is not lines[-1]) for words in spaced
    ]
