"""The guide page: every component once, rendered without a database."""

from datetime import date, datetime
from pathlib import Path
from types import SimpleNamespace as Thing
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory

from organization import looks
from organization.signals import Reason

FOLDER = Path(__file__).parent
NOON = datetime(2026, 8, 12, 10, 42, tzinfo=ZoneInfo("Asia/Shanghai"))


class GuideForm(forms.Form):
    """One field of each sort."""

    title = forms.CharField(label="名称", help_text="与正式文件一致", max_length=10)
    kind = forms.ChoiceField(label="类型", choices=[("a", "甲"), ("b", "乙")])
    tracks = forms.MultipleChoiceField(
        label="期限",
        help_text="可多选",
        choices=[("x", "立行立改"), ("y", "限期整改")],
        widget=forms.CheckboxSelectMultiple,
    )
    text = forms.CharField(label="说明", widget=forms.Textarea, required=False)
    on = forms.DateField(label="时限", widget=forms.DateInput(attrs={"type": "date"}))
    only = forms.BooleanField(label="只看本部门", required=False)


class Task:
    """Something with a status."""

    def __init__(self, pk: int, status: str, word: str) -> None:
        self.pk, self.status, self.word = pk, status, word
        self._meta = Thing(model_name="task")

    def get_status_display(self) -> str:
        return self.word


def guide(*, wrong: bool = False) -> dict:
    """Context of `guide.html`; with `wrong` the form has errors."""
    return {
        "user": Thing(is_authenticated=True, name="张三", post="负责人"),
        "nav": [
            Thing(url="/home/", label="待办", icon="inbox", badge=7, active=True),
            Thing(url="/search/", label="整改台账", icon="table", badge=0, active=False),
        ],
        "campaign": Thing(title="一项专项活动"),
        "frame": Thing(
            department="市场部",
            department_short="市场部",
            unread=7,
            choices=[Thing(url="/a/", title="一项专项活动", active=True)],
        ),
        "running_count": 3,
        "demo_database": True,
        "form": GuideForm({"title": "超过十个字的名称太长了"} if wrong else None),
        "tasks": [
            Task(2, "submitted", "待验收"),
            Task(3, "closed", "已销号"),
            Task(4, "returned", "退回重查"),
            Task(5, "in_progress", "整改中"),
        ],
        "choices": [
            Thing(value="ok", label="符合", look=looks.RESULTS["ok"]),
            Thing(value="no", label="不符合", look=looks.RESULTS["no"]),
            Thing(value="na", label="不适用", look=looks.RESULTS["na"]),
            Thing(value="note", label="符合（附说明）", look=looks.RESULTS["note"]),
        ],
        "methods": [
            Thing(value="1", label="抽样检查", checked=True),
            Thing(value="2", label="查阅资料", checked=False),
        ],
        "files": [
            Thing(name="签到表.pdf", url="/f/", size=86_000, at=NOON, sha256="ab12cd34ef"),
            Thing(name="成绩.xlsx", url="/f/", size=1_500_000, at=NOON, remove_url="/f/1/"),
        ],
        "entries": [
            Thing(title="措施", at=date(2026, 8, 3), text="逐一核对", look=looks.DONE),
            Thing(title="退回整改", at=NOON, text="未收权限", look=looks.SENT_BACK, url="/x/"),
        ],
        "page": Paginator(range(95), 10).page(3),
        "reasons": [
            Reason("一个部门没有负责人", url="/y/"),
            Reason("一个项点没有依据", thing="campaigns.checkitem", pk=4),
        ],
        "moment": NOON,
    }


def draw(template: str, context: dict, address: str = "/guide/") -> str:
    """Render a template of `templates/`, or `guide.html`, as a request would."""
    request = RequestFactory().get(address)
    engine = engines["django"]
    if template == "guide.html":
        source = (FOLDER / template).read_text(encoding="utf-8")
        return engine.from_string(source).render(context, request)
    return engine.get_template(template).render(context, request)
