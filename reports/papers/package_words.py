"""清单 and 说明 of a package, as plain text that the editor of any system shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reports.archive import Entry
from reports.document import Document
from reports.phrases import date_cn

CHANGED, GONE = "与上传时的校验值不符，未收入", "原文件缺失，未收入"
COLUMNS = ("序号", "文件", "大小（字节）", "SHA-256校验值", "备注")
LINE = "\r\n"


@dataclass(frozen=True)
class LeftOut:
    """Evidence that could not go along, and why."""

    path: str
    why: str


@dataclass(frozen=True)
class Told:
    """What 说明 tells beside the words of the paper."""

    number: str
    issued_on: date
    with_evidence: bool
    names_hidden: bool


def rows(entries: Sequence[Entry], left_out: Sequence[LeftOut]) -> list[tuple]:
    """The lines of 清单: what lies in the package, then what could not go along."""
    told: list[tuple] = [
        (n, entry.path, entry.size, entry.sha256, "") for n, entry in enumerate(entries, start=1)
    ]
    first = len(told) + 1
    return told + [(n, row.path, "—", "—", row.why) for n, row in enumerate(left_out, start=first)]


def list_text(title: str, entries: Sequence[Entry], left_out: Sequence[LeftOut]) -> str:
    """清单 as text, a file a line, its columns apart by tabs."""
    lines = ["\t".join(map(str, row)).rstrip() for row in rows(entries, left_out)]
    return LINE.join([f"《{title}》报送材料清单", "", "\t".join(COLUMNS), *lines, ""])


def note(document: Document, told: Told, entries: Sequence[Entry], left: Sequence[LeftOut]) -> str:
    """说明: what lies here, and how to verify it."""
    evidence = sum(entry.path.startswith("佐证材料/") for entry in entries)
    lines = [
        "报送材料包说明",
        "",
        f"材料名称：{document.title}",
        f"报送单位：{document.author}",
        f"发文字号：{told.number or '未编号'}",
        f"印发日期：{date_cn(told.issued_on)}",
        "",
        "1.材料内容",
        "正文、附件均有Word和PDF格式，表格附件另有xlsx格式，文字以签发定稿为准。",
        _evidence(told, evidence),
    ]
    if told.names_hidden:
        lines.append("本材料包为隐名版：人员姓名以职务或姓氏代替，定稿以未隐名版为准。")
    if left:
        lines += ["", "2.未收入的佐证材料", *(f"{row.path}（{row.why}）" for row in left)]
    lines += [
        "",
        f"{3 if left else 2}.核验方法",
        "“清单.xlsx”“清单.txt”列明每份文件的大小和SHA-256校验值（清单和本说明除外）。",
        "在Windows系统中打开命令提示符，输入：certutil -hashfile 文件名 SHA256",
        "在Linux系统中打开终端，输入：sha256sum 文件名",
        "显示的校验值与清单一致，即文件未被改动；不一致的，请与报送单位联系重新取得。",
        "",
    ]
    return LINE.join(lines)


def _evidence(told: Told, count: int) -> str:
    if not told.with_evidence:
        return "本材料包不含佐证材料。"
    if not count:
        return "没有可随附的佐证材料。"
    return f"佐证材料按部门、检查项点（整改任务）分文件夹存放，共{count}份；知悉范围受限的未收入。"
