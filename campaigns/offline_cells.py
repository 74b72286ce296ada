"""What stands in which cell of an offline sheet, and the signature over what nobody may change.

The words of the workbook are Chinese constants: they are the form of a file, and a file that
was saved in one language must be readable in every other.
"""

import hmac
import json
import re
import unicodedata
from typing import Any

from django.utils.crypto import salted_hmac

from campaigns.counts import FURTHER, SAMPLE, further_fields
from campaigns.forms.answer import SEPARATOR, values_of
from campaigns.models import Answer, CheckItem, Result, SelfCheck
from organization.registers import FORBIDDEN

SHEET, SEAL, LISTS = "自查表", "校验信息", "选项"
FORM = "2"  # of the workbook; another one is refused

# Columns by their headings. What the checklist says is locked; code and version are hidden.
GIVEN = {
    "no": "序号",
    "project": "监察项目",
    "asked": "检查项点",
    "standard": "评判标准",
    "basis": "依据",
    "evidence": "佐证要求",
    "kind": "填写类型",
    "remark": "备注",
}
HIDDEN = {"code": "项点编码", "version": "修订号"}
FILLED = {
    "result": "结果",
    "methods": "检查方法",
    "sample_n": "抽查数",
    "sample_ok": "合格数",
    **dict(zip(FURTHER, ("数量三", "数量四", "数量五", "数量六"), strict=True)),
    "text": "问题或说明",
    "rule": "规定",
    "cause": "原因",
    "responsibility": "责任",
    "measure": "拟整改措施",
    "statement": "现状",
    "redone": "本轮已复查",
}
YES = "是"
LOCKED = {**GIVEN, **HIDDEN}
COLUMNS = {**GIVEN, **FILLED, **HIDDEN}
NUMBERS = (*SAMPLE, *FURTHER)
RESULTS = {
    "符合": Result.OK,
    "不符合": Result.NO,
    "不适用": Result.NA,
    "符合（附说明）": Result.NOTE,
}
SEAL_KEYS = {
    "form": "格式",
    "campaign": "专项活动",
    "department": "部门",
    "installation": "系统标识",
    "at": "导出时间",
    "signature": "校验码",
}
SALT = "campaigns.offline_cells"


def cells_of(item: CheckItem, contents: dict[str, Any] | None) -> dict[str, str]:
    """The cells a person fills in, as texts; `contents` of an answer, None: none yet.

    Like the page: rule, present state and methods come from the item where nothing else stands.
    """
    kept = {n: contents[n] for n in Answer.CONTENTS if n in contents} if contents else {}
    values = values_of(item, None if contents is None else Answer(**kept))
    cells = {name: fit(values[name]) for name in FILLED if name in values and name != "methods"}
    further = further_fields(item.count_names)
    counts = {name: fit(values["counts"].get(further.get(name))) for name in FURTHER}
    words = {result: word for word, result in RESULTS.items()}
    return {
        **cells,
        **counts,
        "redone": "",  # an act of this round, and no part of an answer
        "result": words.get(values["result"], ""),
        "methods": fit(SEPARATOR.join(values["methods"])),
    }


def typed(cells: dict[str, str]) -> dict[str, Any]:
    """The cells as the fields of the form that the page sends; an unknown result stays as it is."""
    words = unicodedata.normalize("NFKC", cells["result"]).replace(" ", "")
    results = {unicodedata.normalize("NFKC", word): result for word, result in RESULTS.items()}
    return {
        **cells,
        "result": results.get(words, words),
        "methods": [part for part in re.split("[;；\n]", cells["methods"]) if part.strip()],
    }


def given_cells(item: CheckItem, project: str) -> dict[str, str]:
    """The locked cells that the checklist alone decides."""
    return {
        "no": str(item.no),
        "project": fit(project),
        "asked": fit(item.text),
        "standard": fit(item.standard),
        "basis": fit(item.basis),
        "evidence": fit(item.evidence_hint),
        "kind": fit(item.answer_type),
        "code": fit(item.code),
    }


def fit(value: Any) -> str:
    """A text as it comes back from a workbook: no control characters, one sort of line ends."""
    words = "" if value is None else str(value)
    return FORBIDDEN.sub("", words.replace("\r\n", "\n").replace("\r", "\n")).strip()


def installation() -> str:
    """Which installation made a workbook; not secret, and the same until its key changes."""
    return salted_hmac(f"{SALT}.installation", "").hexdigest()[:12]


def seal_of(sheet: SelfCheck, at: str) -> dict[str, str]:
    """What the sheet `校验信息` says, without the signature; `at` is an instant in ISO words."""
    return {
        "form": FORM,
        "campaign": sheet.campaign.code,
        "department": sheet.department.code,
        "installation": installation(),
        "at": at,
    }


def signature(seal: dict[str, str], rows: list[dict[str, str]]) -> str:
    """HMAC-SHA256 over the seal and the locked cells of all rows, in any order of the rows."""
    locked = sorted([row[name] for name in LOCKED] for row in rows)
    told = {name: seal[name] for name in SEAL_KEYS if name != "signature"}
    words = json.dumps([told, locked], ensure_ascii=False, sort_keys=True)
    return salted_hmac(SALT, words, algorithm="sha256").hexdigest()


def is_signed(seal: dict[str, str], rows: list[dict[str, str]]) -> bool:
    """Did this installation make the seal over these rows?"""
    return hmac.compare_digest(seal["signature"].encode(), signature(seal, rows).encode())
