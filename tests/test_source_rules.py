"""Rules every source file keeps: length, clock, forbidden names, nobody's story, no inline code."""

import ast
import csv
import re

import pytest

from tests.source import ROOT, called, calls, name_of, python_files, tree

TEMPLATES = tuple(sorted((ROOT / "templates").rglob("*.html")))
CATALOGUES = tuple(sorted((ROOT / "locale").rglob("*.po")))
STORIES = tuple(folder for folder in sorted((ROOT / "fixtures").iterdir()) if folder.is_dir())
# What a story's columns hold in whole words of its own; one CSV per noun.
OWN_WORDS = {
    "activities": ("title",),
    "basis": ("title",),
    "campaign": ("title", "subject", "trigger_title", "organisation_name", "organisation_short"),
    "checklist": ("project", "text", "statement"),
    "circulations": ("title",),
    "departments": ("name", "short_name"),
    "findings": ("title", "aspect", "problem", "cause_subjective", "cause_objective"),
    "people": ("name", "post"),
    "suggestions": ("topic", "addressee"),
    "tasks": ("measure", "title"),
}
PLACES = ("兰州", "甘肃", "五条禁令", "效能监察", "监察室")
# Ranks and posts of any organization; a word that any office would use is nobody's own.
ANYBODYS = {"系统管理员", "审计员", "总经理", "副总经理", "员工", "办公室", "专题会议"}


def lines_of(*folders: str):
    return [
        (name_of(path), number, line)
        for path in python_files(*folders)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    ]


def found(pattern: str, allowed: set[str] = frozenset()) -> list[str]:
    sought = re.compile(pattern)
    return [
        f"{name}:{number} {line.strip()}"
        for name, number, line in lines_of()
        if name not in allowed and sought.search(line.partition("#")[0])
    ]


@pytest.mark.parametrize("folder", ["", "benchmarks"])
def test_no_file_is_longer_than_three_hundred_lines(folder):
    long = {
        name_of(path): length
        for path in (python_files(folder) if folder else python_files())
        if (length := len(path.read_text(encoding="utf-8").splitlines())) > 300
    }
    assert long == {}


def test_no_function_is_longer_than_forty_lines():
    long = [
        f"{name_of(path)}:{node.lineno} {node.name} {node.end_lineno - node.lineno + 1}"
        for path in python_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if node.end_lineno - node.lineno + 1 > 40
    ]
    assert long == []


def test_one_file_reads_the_clock():
    readers = (
        r"timezone\.now|localdate\(\)|localtime\(\)|date\.today|datetime\.(now|utcnow)|time\.time"
    )
    assert found(readers, {"organization/clock.py"}) == []


def test_nothing_decides_beside_the_roles():
    forbidden = r"\bhas_perms?\b|\bis_staff\b|\bis_superuser\b|contrib\.admin|\bauto_now"
    assert found(forbidden) == []


def test_no_file_has_a_name_that_says_nothing():
    vague = {
        "utils",
        "util",
        "helpers",
        "helper",
        "services",
        "service",
        "common",
        "base",
        "manager",
    }
    named = {
        name_of(path) for path in python_files() if path.stem in vague | {f"{v}s" for v in vague}
    }
    assert named == set()


def test_templates_hold_no_code_of_their_own():
    inline = re.compile(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=\"|javascript:", re.I)
    held = [
        f"{name_of(path)}:{number} {line.strip()[:80]}"
        for path in TEMPLATES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if inline.search(line)
    ]
    assert TEMPLATES and held == []


# Numbers of the two stories that no rule of the house happens to share.
FACTS = {"83", "133", "603", "4700", "10109696", "20.2", "200万", "14亿", "1995", "2010"}
# 一个, 两项, 三次: a number before a classifier is computed, or the sentence says it otherwise
# (每一条 counts nothing).
COUNTED_BY_HAND = re.compile(r"(?<!每)[一二三四五六七八九十百两][个件项条名家期次天日]")


def constants(path) -> list[tuple[int, object]]:
    """What a file says at run time: its strings and numbers, without its docstrings."""
    told = {
        id(node.body[0].value)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        if node.body and isinstance(node.body[0], ast.Expr)
    }
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and id(node) not in told
    ]


def lines_in_templates() -> list[tuple[str, int, str]]:
    return [
        (name_of(path), number, line)
        for path in TEMPLATES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    ]


def test_numbers_of_the_stories_stand_only_in_their_files():
    said = [(name_of(p), n, str(value)) for p in python_files() for n, value in constants(p)]
    number = re.compile(r"\d+(?:\.\d+)?[万亿]?")
    facts = [
        f"{name}:{line} {text[:60]}"
        for name, line, text in [*said, *lines_in_templates()]
        if FACTS & set(number.findall(text))
    ]
    assert facts == []


def test_nothing_is_counted_by_hand_in_chinese():
    said = [
        (name_of(path), number, value)
        for path in python_files()
        if "reports/phrases/" not in name_of(path)
        for number, value in constants(path)
        if isinstance(value, str)
    ]
    counted = [
        f"{name}:{number} {text[:60]}"
        for name, number, text in [*said, *lines_in_templates()]
        if COUNTED_BY_HAND.search(text)
    ]
    assert counted == [], "say the number by reports.phrases, or say it without one"


def words_of(story) -> set[str]:
    words = set()
    for noun, columns in OWN_WORDS.items():
        path = story / f"{noun}.csv"
        if not path.exists():
            continue
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                words |= {row[column].strip() for column in columns if row.get(column)}
    return {word for word in words if len(word) >= 3} - ANYBODYS


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_the_words_of_a_story_stand_only_in_its_files(story):
    words = words_of(story) | set(PLACES)
    texts = {
        name_of(path): path.read_text(encoding="utf-8")
        for path in (*python_files(), *TEMPLATES, *CATALOGUES)
    }
    assert len(words) > len(PLACES) and CATALOGUES
    assert {
        f"{name}: {word}" for name, text in texts.items() for word in words if word in text
    } == set()


# How many arguments each takes; the last of them is the calendar. A call that forgot it would
# stop at run time only, on the one page that makes it.
COUNTED = {
    "is_working_day": 2,
    "working_days_between": 3,
    "add_working_days": 3,
    "working_day_on_or_after": 2,
    "days_left": 3,
    "overdue_days": 3,
    "step_due": 4,
    "reached_on": 3,
    "horizon": 3,
}


def test_working_days_are_counted_by_a_calendar():
    without = [
        f"{name_of(path)}:{call.lineno} {name}"
        for path in python_files()
        for call in calls(path)
        if (name := getattr(call.func, "id", getattr(call.func, "attr", ""))) in COUNTED
        and len(call.args) + len(call.keywords) < COUNTED[name]
        and call.args
    ]
    assert without == [], "give it `calendar.current()` of organization.calendar"


def test_no_notice_is_put_into_words_before_its_reader_is_known():
    """Words made by gettext go into `notify` as something to call, not as a text."""
    makers = {"gettext", "ngettext", "pgettext", "npgettext"}
    eager = []
    for path in python_files():
        code = tree(path)
        names = {
            alias.asname or alias.name
            for node in ast.walk(code)
            if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
            for alias in node.names
            if alias.name in makers
        }
        for call in calls(path):
            if called(call) not in ("notify", "notify_each"):
                continue
            told = [*call.args[3:5], *(word.value for word in call.keywords)]
            eager += [
                f"{name_of(path)}:{call.lineno}"
                for words in told
                if not isinstance(words, ast.Lambda)
                if any(called(part) in names for part in ast.walk(words) if is_call(part))
            ]
    assert eager == [], "give it a lambda: the language of the reader is known only then"


def is_call(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
