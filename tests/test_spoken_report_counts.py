"""One and all in the report that is read aloud: neither is told as a part of a whole (G8, G9)."""

from types import SimpleNamespace

import pytest

from campaigns.kinds import kinds
from reports.document import plain
from reports.papers.spoken_report import actions, listening, opening, problems
from tests.test_periodical_words import Counted


def counted(sources: dict | None = None, **numbers: int) -> Counted:
    figures = Counted(**numbers)
    figures.sources = SimpleNamespace(**(sources or {}))
    return figures


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([], ""),
        (["服务态度"], "将服务态度问题列为“零容忍”事项"),
        (["服务态度", "业务技能"], "将服务态度、业务技能等2类问题列为“零容忍”事项"),
    ],
)
def test_the_classes_that_are_not_tolerated(names, said):
    rows = [SimpleNamespace(name=name) for name in names]
    told = plain(actions._classes(counted({"fault_classes": rows}, fault_classes=len(rows))))
    assert told.startswith(f"针对上述情况，{said}") if said else not told


@pytest.mark.parametrize(
    ("faults", "closed", "said"),
    [
        (0, 0, ""),
        (1, 0, "，共登记1起，正在整改"),
        (1, 1, "，共登记1起，已整改销号"),
        (3, 2, "，共登记3起，已整改销号2起"),
        (3, 3, "，共登记3起，均已整改销号"),
    ],
)
def test_how_many_faults_were_recorded(faults, closed, said):
    assert plain(actions._recorded(counted(faults=faults, faults_closed=closed))) == said


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ({}, "正在针对上述问题制定措施。"),
        ({"measures": 1}, "针对上述问题制定措施1项，正在组织实施。"),
        (
            {"measures": 1, "measures_done": 1, "findings_closed": 1, "problems": 1},
            "针对上述问题制定措施1项，已完成，该问题已整改销号。",
        ),
        (
            {"measures": 4, "measures_done": 3, "findings_closed": 1, "problems": 2},
            "逐项制定措施，共4项，已完成3项，1件问题已整改销号。",
        ),
        (
            {"measures": 4, "measures_done": 4, "findings_closed": 2, "problems": 2},
            "逐项制定措施，共4项，已全部完成，问题均已整改销号。",
        ),
    ],
)
def test_how_far_the_measures_are(numbers, said):
    assert plain(problems._measures(counted(**numbers))).endswith(said)


@pytest.mark.parametrize(
    ("result", "opinions", "said"),
    [
        (None, 5, "我公司将正确对待评议结果，虚心接受大家提出的每一条意见，逐条登记、"),
        ("满意", 0, "我公司将正确对待评议结果，虚心接受大家提出的每一条意见，逐条登记、"),
        ("满意", 1, "对本次评议提出的1条意见，我公司将认真登记、整改和反馈，以扎实"),
        ("满意", 5, "对本次评议提出的5条意见，我公司将逐条登记、逐条整改、逐条反馈，以扎实"),
    ],
)
def test_what_is_promised_at_the_end(result, opinions, said):
    figures = counted({"evaluation_result": result, "evaluators": []}, opinions=opinions)
    figures.rows = lambda _name: []
    figures.campaign = SimpleNamespace(word=lambda _key, default: default)
    assert said in plain(opening.closing(figures, {})[0].runs)


@pytest.mark.parametrize(
    ("meetings", "came", "said"),
    [
        (0, 0, ""),
        (1, 0, "9月21日召开动员大会。"),
        (1, 60, "9月21日召开动员大会，60人参加。"),
        # The number counts those of every meeting and belongs to none.
        (2, 90, "9月21日召开动员大会。"),
    ],
)
def test_how_many_came_to_the_meeting(meetings, came, said):
    held = [SimpleNamespace(on="9月21日", title="动员大会")] * meetings
    figures = counted(
        {"held_meetings": lambda _kind: held, "channels": []}, all_meeting_present=came
    )
    figures.day, figures.rows = str, lambda _name: []
    assert plain(listening._publicity(figures)) == said


@pytest.mark.parametrize(
    ("guests", "appointed", "said"),
    [
        ([], [], "尊敬的各位领导，同志们："),
        ([], ["一名代表"], "尊敬的各位领导、各位行评代表，同志们："),
        (["新闻媒体"], [], "尊敬的各位领导、各位媒体代表，同志们："),
        (
            ["客户代表", "行评代表", "职工"],
            [],
            "尊敬的各位领导、各位行评代表、各位客户代表，同志们：",
        ),
    ],
)
def test_only_who_is_on_record_is_greeted(guests, appointed, said, monkeypatch):
    monkeypatch.setattr(opening, "_opening", lambda *_given: ())
    figures = counted({"evaluators": appointed})
    figures.rows = lambda _name: guests
    words = kinds()["appraisal"].wording["spoken"]
    assert plain(opening.blocks(figures, words, 3)[0].runs) == said
