"""What bulletin and brief say of nothing, one, many, nothing overdue and all closed out."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace

import pytest

from reports.document import Distribution, Figure, Masthead, plain, runs_of
from reports.papers.periodicals import brief, ranking, sentences
from reports.papers.periodicals.told import Told
from reports.phrases import percent

WEEK = Told(date(2026, 3, 9), date(2026, 3, 15))
PERIOD = WEEK.part


@dataclass(frozen=True)
class Place:
    """A department as it takes part."""

    name: str
    code: str

    @property
    def pk(self) -> str:
        return self.code

    @property
    def department(self) -> SimpleNamespace:
        return SimpleNamespace(code=self.code)

    def __str__(self) -> str:
        return self.name


PLACES = [Place("销售部", "A"), Place("服务部", "B"), Place("网络部", "C"), Place("财务部", "D")]


class Counted:
    """Figures without records: only their numbers, zero unless given."""

    def __init__(self, **numbers: int) -> None:
        self.numbers = Counter({name.replace("__", "."): n for name, n in numbers.items()})
        self.sources = SimpleNamespace(participations=PLACES, phases=[])
        self.on = date(2026, 3, 13)
        self.campaign = SimpleNamespace(word=lambda key, default="": default, title="专项自查")

    def value(self, name: str) -> int:
        return self.numbers[name]

    def __getitem__(self, name: str) -> Figure:
        family, dot, part = name.partition(".")
        rates = {
            "closed_rate_of": ("closed_of", "tasks_of"),
            "sheets_rate": ("sheets", "sheets_due"),
        }
        if family in rates:
            of, whole = rates[family]
            text = percent(self.value(f"{of}{dot}{part}"), self.value(f"{whole}{dot}{part}"))
            return Figure(name, text, text)
        return Figure(name, str(self.value(name)), self.value(name))

    def classifier(self, _noun: str) -> str:
        return "件"

    def some(self, name: str) -> Figure | None:
        return self[name] if self.value(name) else None

    def rows(self, name: str) -> list[Place]:
        return [one for one in PLACES if self.value(f"late_of.{one.code}")]


@pytest.mark.parametrize(
    ("numbers", "before", "said"),
    [
        ({}, None, "尚未下达整改任务"),
        ({"tasks_of": 1, "closed_of": 1}, None, "共有1项整改任务，已销号"),
        ({"tasks_of": 1, "late_of": 1}, None, "共有1项整改任务，已逾期"),
        ({"tasks_of": 1, "doing_of": 1}, None, "共有1项整改任务，正在整改"),
        ({"tasks_of": 1, "handed_in_of": 1}, None, "共有1项整改任务，待验收"),
        ({"tasks_of": 3, "closed_of": 3}, None, "3项整改任务已全部销号，整改完成率100%"),
        (
            {"tasks_of": 6, "closed_of": 2, "handed_in_of": 1, "doing_of": 2, "late_of": 1},
            None,
            "6项整改任务中，已销号2项、待验收1项、正在整改2项、逾期1项，整改完成率33.3%",
        ),
        # All in one state are not parts of a whole, and nothing closed out is no 0%.
        ({"tasks_of": 2, "late_of": 2}, (1, 2), "2项整改任务均已逾期，尚无任务销号"),
        (
            {"tasks_of": 3, "doing_of": 2, "late_of": 1},
            None,
            "3项整改任务中，正在整改2项、逾期1项，尚无任务销号",
        ),
        # What is zero is dropped, and compared is what the number before printed.
        (
            {"tasks_of": 4, "closed_of": 2, "doing_of": 2},
            (1, 4),
            "4项整改任务中，已销号2项、正在整改2项，整改完成率50%，比上期提高25个百分点",
        ),
        (
            {"tasks_of": 4, "closed_of": 1, "doing_of": 3},
            (2, 4),
            "4项整改任务中，已销号1项、正在整改3项，整改完成率25%，比上期下降25个百分点",
        ),
        (
            {"tasks_of": 4, "closed_of": 2, "doing_of": 2},
            (1, 2),
            "4项整改任务中，已销号2项、正在整改2项，整改完成率50%，与上期持平",
        ),
        # The number before had no task: there is nothing to compare with.
        (
            {"tasks_of": 2, "doing_of": 2},
            (0, 0),
            "2项整改任务均正在整改，尚无任务销号",
        ),
    ],
)
def test_how_the_tasks_stand(numbers, before, said):
    told = Told(WEEK.first, WEEK.last, before=before)
    assert plain(sentences.tasks(Counted(**numbers), told)) == said


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ({}, ""),
        ({"tasks_of": 2}, "无逾期事项"),
        (
            {"tasks_of": 1, "late_of": 1, "late_of__A": 1, "longest_late__A": 4},
            "该任务由销售部承办，逾期4个工作日",
        ),
        (
            {"tasks_of": 2, "late_of": 1, "late_of__A": 1, "longest_late__A": 4},
            "销售部有1项逾期，已逾期4个工作日",
        ),
        (
            {"tasks_of": 2, "late_of": 2, "late_of__A": 2, "longest_late__A": 4},
            "销售部有2项逾期，最长逾期4个工作日",
        ),
        (
            {
                "tasks_of": 9,
                "late_of": 3,
                "late_of__A": 1,
                "late_of__B": 2,
                "longest_late__B": 7,
            },
            "逾期事项涉及销售部和服务部，其中服务部有2项逾期，最长逾期7个工作日",
        ),
        # Of equal numbers the longest is the worst.
        (
            {
                "tasks_of": 9,
                "late_of": 2,
                "late_of__A": 1,
                "longest_late__A": 2,
                "late_of__B": 1,
                "longest_late__B": 7,
            },
            "逾期事项涉及销售部和服务部，其中服务部有1项逾期，已逾期7个工作日",
        ),
    ],
)
def test_where_the_late_tasks_lie(numbers, said):
    assert plain(sentences.late(Counted(**numbers))) == said


@pytest.mark.parametrize(
    ("due", "done", "said"),
    [
        (0, 0, ""),
        (1, 0, "自查表尚未提交"),
        (1, 1, "1份自查表已提交"),
        (3, 0, "3份自查表均未提交"),
        (3, 2, "应提交自查表3份，已提交2份，提交率66.7%"),
        (3, 3, "3份自查表已全部提交"),
    ],
)
def test_how_many_sheets_were_handed_in(due, done, said):
    assert plain(sentences.sheets(Counted(sheets_due=due, sheets=done))) == said


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ({}, ""),
        ({"answers": 6}, "共填报6项次，未发现问题"),
        ({"answers": 6, "findings_of": 1}, "共填报6项次，发现问题1件"),
    ],
)
def test_problems_are_counted_in_the_classifier_of_the_campaign(numbers, said):
    assert plain(sentences.found(Counted(**numbers))) == said


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ({}, "未印发督办文书，未发生达到发牌标准的情形"),
        ({"letters_sent": 2}, "印发督办等文书2份，未发生达到发牌标准的情形"),
        ({"yellow_cards_given": 1}, "未印发督办文书，发出黄牌1张"),
        (
            {"closed_in": 3, "letters_sent": 1, "yellow_cards_given": 2, "red_cards_given": 1},
            "销号整改任务3项，印发督办等文书1份，发出黄牌2张、红牌1张",
        ),
    ],
)
def test_what_was_done_in_the_period(numbers, said):
    figures = Counted()
    figures.numbers = Counter({f"{name}.{PERIOD}": n for name, n in numbers.items()})
    told = plain(sentences.done_in_the_period(figures, WEEK))
    assert told == f"本期（3月9日至15日）{said}"


@pytest.mark.parametrize(
    ("counts", "said", "places"),
    [
        # Fewer than three tasks are not ranked; one alone is no ranking.
        ({"A": (1, 2), "B": (3, 3)}, "", [None, 1, None, None]),
        (
            {"A": (1, 4), "B": (3, 4), "C": (3, 4), "D": (0, 2)},
            "进度靠前的是服务部（75%）和网络部（75%）；进度滞后的是销售部（25%）",
            [3, 1, 1, None],
        ),
        (
            {"A": (3, 3), "B": (4, 4)},
            "参加排名的销售部和服务部整改完成率均为100%",
            [1, 1, None, None],
        ),
    ],
)
def test_who_is_ahead_and_who_is_behind(counts, said, places):
    numbers = {f"closed_of__{code}": row[0] for code, row in counts.items()}
    numbers |= {f"tasks_of__{code}": row[1] for code, row in counts.items()}
    figures = Counted(**numbers)
    ranked = ranking.ranking(figures)
    assert [one.place for one in ranked] == places
    assert plain(ranking.leaders_and_laggards(figures, ranked)) == said


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ({}, ""),
        ({"tasks_of": 5}, "无逾期事项"),
        ({"tasks_of": 1, "late_of": 1, "late_departments": 1}, ""),  # told with the tasks
        (
            {"tasks_of": 5, "late_of": 2, "late_departments": 2},
            "个别部门整改进度滞后，有2项任务逾期",
        ),
        (
            {"tasks_of": 5, "late_of": 4, "late_departments": 3},
            "部分部门整改进度滞后，有4项任务逾期",
        ),
    ],
)
def test_a_brief_names_nobody_who_is_behind(numbers, told):
    said = plain(brief._behind(Counted(**numbers)))
    assert said == told
    assert not any(one.name in said for one in PLACES)


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ({"A": (2, 2)}, ""),
        ({"A": (3, 3)}, "销售部的整改任务已全部销号"),
        ({"A": (3, 3), "B": (4, 4)}, "销售部和服务部的整改任务均已全部销号"),
    ],
)
def test_praise_needs_records(counts, said):
    numbers = {f"closed_of__{code}": row[0] for code, row in counts.items()}
    numbers |= {f"tasks_of__{code}": row[1] for code, row in counts.items()}
    assert plain(brief._praise(Counted(**numbers))) == said


@pytest.mark.parametrize(
    ("every", "last", "said"),
    [
        ("day", date(2026, 3, 9), "3月9日"),
        ("week", date(2026, 3, 15), "3月9日至15日"),
        ("month", date(2026, 3, 31), "3月"),
    ],
)
def test_how_a_period_is_named(every, last, said):
    assert Told(date(2026, 3, 9), last, every=every).period == said


def test_a_draft_has_no_number_yet():
    assert (WEEK.number, Told(WEEK.first, WEEK.last, no=3).number) == ("第【待编号】期", "第3期")


def test_head_and_tail_are_read_like_every_block():
    head = Masthead("专项自查简报", "第3期", "监督室", "2026年3月13日")
    tail = Distribution(("报：领导小组", "发：各部门"), "（共印30份）")
    assert [plain(runs) for runs in runs_of(head)] == [
        "专项自查简报",
        "第3期",
        "监督室",
        "2026年3月13日",
    ]
    assert [plain(runs) for runs in runs_of(tail)][-1] == "（共印30份）"
