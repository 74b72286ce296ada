"""The story of Lanzhou as files: everything joins, and the counts are those of the source.

Pure reading of CSV, no database: what the replay makes of it is tested elsewhere.
"""

import csv
from collections import Counter

import pytest

from tests.story import (
    STORY,
    column,
    contract,
    final_answers,
    heads_of_departments,
    item_results,
    participants,
    parts,
    places,
    rows,
)

SAMPLED = ("抽样", "计数", "数值")

# file → column → (file, column) that it points to; a list inside a cell is parted by ";".
POINTERS = {
    "departments": {"parent": ("departments", "code")},
    "people": {"department": ("departments", "code")},
    "assignments": {"item": ("checklist", "code"), "department": ("departments", "code")},
    "groups": {"parent": ("groups", "code"), "office": ("departments", "code")},
    "responsibilities": {"person": ("people", "account")},
    "members": {"group": ("groups", "code"), "person": ("people", "account")},
    "sites": {"department": ("departments", "code")},
    "channels": {"department": ("departments", "code")},
    "planned": {
        "phase": ("phases", "key"),
        "department": ("departments", "code"),
        "owner": ("people", "account"),
    },
    "inspection_plans": {"owner": ("people", "account")},
    "visits": {
        "plan": ("inspection_plans", "code"),
        "department": ("departments", "code"),
        "inspectors": ("people", "account"),
    },
    "activities": {
        "phase": ("phases", "key"),
        "department": ("departments", "code"),
        "sites": ("sites", "name"),
    },
    "circulations": {"again": ("circulations", "code")},
    "receipts": {"circulation": ("circulations", "code"), "person": ("people", "account")},
    "meetings": {
        "phase": ("phases", "key"),
        "department": ("departments", "code"),
        "called_by": ("people", "account"),
        "held_by": ("people", "account"),
        "people": ("people", "account"),
    },
    "attendances": {"meeting": ("meetings", "code"), "person": ("people", "account")},
    "level_items": {"level": ("levels", "code"), "item": ("checklist", "code")},
    "personal_sheets": {"level": ("levels", "code"), "person": ("people", "account")},
    "personal_answers": {
        "level": ("levels", "code"),
        "person": ("people", "account"),
        "item": ("checklist", "code"),
        "finding": ("findings", "code"),
    },
    "answers": {"department": ("departments", "code"), "item": ("checklist", "code")},
    "handovers": {"item": ("checklist", "code"), "to": ("people", "account")},
    "returns": {"department": ("departments", "code"), "item": ("checklist", "code")},
    "verifications": {"department": ("departments", "code"), "item": ("checklist", "code")},
    "verification_plans": {
        "departments": ("departments", "code"),
        "inspectors": ("people", "account"),
    },
    "feedback": {
        "department": ("departments", "code"),
        "item": ("checklist", "code"),
        "replied_by": ("people", "account"),
    },
    "recorded": {"item": ("checklist", "code")},
    "findings": {"department": ("departments", "code"), "items": ("checklist", "code")},
    "merges": {"finding": ("findings", "code"), "department": ("departments", "code")},
    "objections": {"finding": ("findings", "code")},
    "parts": {"finding": ("findings", "code"), "items": ("checklist", "code")},
    "lessons": {"finding": ("findings", "code"), "department": ("departments", "code")},
    "tasks": {
        "finding": ("findings", "code"),
        "department": ("departments", "code"),
        "supports": ("departments", "code"),
        "responsible": ("people", "account"),
    },
    "progress": {"task": ("tasks", "code")},
    "acceptances": {"task": ("tasks", "code"), "submitted_by": ("people", "account")},
    "suggestions": {"finding": ("findings", "code")},
    "letters": {
        "department": ("departments", "code"),
        "findings": ("findings", "code"),
        "task": ("tasks", "code"),
        "answered_by": ("people", "account"),
    },
    "evidence": {"department": ("departments", "code"), "item": ("checklist", "code")},
}
ACTORS = ("by", "set_up_by", "begun_by", "drafted_by", "launched_by", "reported_by")
ACTORS += (
    "asked_by",
    "objected_by",
    "ruled_by",
    "answered_by",
    "judged_by",
    "withdrawn_by",
    "confirmed_by",
    "assigned_by",
    "signed_by",
    "issued_by",
    "reviewed_by",
    "added_by",
)


def test_every_file_has_the_columns_of_the_contract():
    found = {}
    for path in STORY.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            found[path.stem] = next(csv.reader(file))
    assert found == contract()


@pytest.mark.parametrize("name", sorted(POINTERS))
def test_codes_join(name):
    strangers = [
        (key, part)
        for row in rows(name)
        for key, (other, code) in POINTERS[name].items()
        for part in parts(row[key])
        if part not in column(other, code)
    ]
    assert strangers == []


def test_every_act_is_by_somebody_of_the_story():
    people = column("people", "account")
    acts = [
        (name, row[key])
        for name in contract()
        for row in rows(name)
        for key in ACTORS
        if row.get(key)
    ]
    assert len(acts) > 300
    assert [act for act in acts if act[1] not in people] == []


@pytest.mark.parametrize(
    "name,key",
    [
        ("checklist", "code"),
        ("findings", "code"),
        ("tasks", "code"),
        ("people", "account"),
        ("departments", "code"),
    ],
)
def test_codes_are_unique(name, key):
    assert len(column(name, key)) == len(rows(name))


def test_items_come_to_73_1_9_and_0():
    results = item_results()
    assert set(results) == column("checklist", "code")
    assert Counter(results.values()) == {"ok": 73, "note": 1, "no": 9}
    numbers = places()
    wrong = sorted(numbers[item] for item, result in results.items() if result == "no")
    assert wrong == [26, 29, 38, 39, 40, 42, 44, 46, 79]
    assert [numbers[item] for item, result in results.items() if result == "note"] == [78]


def test_every_item_is_answered_by_each_of_its_departments_and_by_nobody_else():
    pairs = {(row["department"], row["item"]) for row in rows("assignments")}
    assert len(pairs) == len(rows("assignments")) == 141
    assert set(final_answers()) == pairs
    assert {department for department, _item in pairs} == set(participants())
    asked = {row["code"] for row in rows("checklist") if row["fill_by"] == "下发填报"}
    assert {item for _department, item in pairs} == asked
    assert column("recorded", "item") == column("checklist", "code") - asked


def test_each_item_has_one_lead():
    leads = Counter(row["item"] for row in rows("assignments") if row["lead"])
    assert set(leads.values()) == {1}
    assert len(leads) == 80


def test_answers_are_complete():
    kinds = {row["code"]: row["answer_type"] for row in rows("checklist")}
    for row in rows("answers"):
        where = (row["department"], row["item"], row["round"])
        assert row["text"], where
        assert len(row["responsibility"]) <= 120, where
        sampled = any(word in kinds[row["item"]] for word in SAMPLED)
        assert bool(row["sample_n"]) == bool(row["sample_ok"]), where
        if row["result"] != "na" and sampled:
            assert row["sample_n"], where
        if row["sample_n"]:
            assert int(row["sample_ok"]) <= int(row["sample_n"]), where
        if row["result"] == "ok":
            counted = dict(part.split("=") for part in parts(row["counts"]))
            assert counted or row["sample_n"] == row["sample_ok"], where
            assert row["methods"], where
        filled = [bool(row[key]) for key in ("rule", "cause", "responsibility", "measure")]
        assert filled == [row["result"] == "no"] * 4, where


def test_answers_are_by_the_head_or_by_whom_the_item_was_handed_to():
    heads = heads_of_departments()
    for row in rows("answers"):
        handed = [
            hand["to"]
            for hand in rows("handovers")
            if (hand["department"], hand["item"]) == (row["department"], row["item"])
            and hand["on"] < row["on"]
        ]
        assert row["by"] == (handed[-1] if handed else heads[row["department"]])


def test_every_participating_department_has_a_head_and_a_sheet():
    assert len(participants()) == 10
    assert set(heads_of_departments()) == set(participants())
    first = {r["department"]: r["by"] for r in rows("submissions") if r["round"] == "1"}
    assert first == heads_of_departments()


def test_a_superficial_sheet_is_sent_back_and_redone():
    returned = {(row["department"], row["item"]) for row in rows("returns")}
    assert len({department for department, _item in returned}) == 1
    assert len(returned) == 6
    assert {row["reason"] for row in rows("returns")} == {"superficial"}
    second = [row for row in rows("answers") if row["round"] == "2"]
    assert {(row["department"], row["item"]) for row in second} == returned
    first = {
        (row["department"], row["item"]): row for row in rows("answers") if row["round"] == "1"
    }
    for row in second:
        assert len(row["text"]) > 2 * len(first[row["department"], row["item"]]["text"])
    last = {row["department"]: row["round"] for row in rows("submissions")}
    assert last == {row["department"]: row["round"] for row in rows("reviews")}


def test_every_pair_is_verified_by_an_inspector_of_another_department():
    home = {row["account"]: row["department"] for row in rows("people")}
    inspectors = {row["person"] for row in rows("members") if row["group"] == "inspection"}
    answers = final_answers()
    verified = {(row["department"], row["item"]): row for row in rows("verifications")}
    assert set(verified) == set(answers)
    assert len(rows("verifications")) == len(answers)
    for pair, row in verified.items():
        assert row["result"] == answers[pair]["result"], pair
        assert row["by"] in inspectors, pair
        assert home[row["by"]] != row["department"], pair
        assert row["method"], pair


@pytest.mark.parametrize(("code", "late"), [("C1", 3), ("C2", 0)])
def test_everybody_signed_both_rounds(code, late):
    """The notice, some of them later, and on the last day what was studied again."""
    signed = {r["person"]: r["signed_on"] for r in rows("receipts") if r["circulation"] == code}
    assert set(signed) == column("people", "account")
    sent = next(row["on"] for row in rows("circulations") if row["code"] == code)
    assert min(signed.values()) > sent
    assert sum(on[:10] > sent[:10] for on in signed.values()) == late
    assert max(signed.values()) < "2009-08-15T17"  # the phase ends


def test_every_roster_fits_the_people():
    """Each department with its teams at its own meeting, everybody at that of all."""
    home = {row["account"]: row["department"] for row in rows("people")}
    team = {row["code"]: row["parent"] for row in rows("departments") if row["kind"] == "team"}
    called: dict[str, set[str]] = {}
    for row in rows("attendances"):
        assert row["person"] not in called.setdefault(row["meeting"], set())
        called[row["meeting"]].add(row["person"])
    for meeting in rows("meetings"):
        code = meeting["department"]
        if code:
            own = {who for who, place in home.items() if code in (place, team.get(place))}
            assert called.pop(meeting["code"]) == own, code
    heads = {row["account"] for row in rows("people") if row["roles"] == "head"}
    assert called == {
        "M1": {who for who, place in home.items() if place == "LZ"} | heads,
        "M3": set(home),
    }
    assert {row["department"] for row in rows("meetings")} - {""} == set(participants())


def test_who_was_absent_made_it_up_in_the_phase():
    missed = [row for row in rows("attendances") if row["state"] == "absent"]
    assert Counter(row["meeting"] for row in missed) == {
        "M2-SCJY": 1, "M2-WLB": 1, "M2-YD": 1, "M3": 3,
    }  # fmt: skip
    for row in missed:
        assert row["reason"]
        assert row["on"] < row["made_up_on"] < "2009-08-15T17"


def test_demo_accounts_of_the_seven_roles():
    shown = Counter(row["shown_as"] for row in rows("people") if row["shown_as"])
    roles = ("office", "inspector", "leader", "head", "member", "administrator", "auditor")
    assert shown == dict.fromkeys(roles, 1)


def test_no_more_people_are_counted_than_there_are():
    """Items that go through people one by one: letters signed, rights, numbers of staff."""
    everybody = len(rows("people"))
    home = {row["account"]: row["department"] for row in rows("people")}
    team = {row["code"]: row["parent"] for row in rows("departments") if row["kind"] == "team"}
    for row in final_answers().values():
        if row["item"] in {"A25", "A34", "A39", "A56", "A57", "B10"}:
            assert int(row["sample_n"]) <= everybody, (row["department"], row["item"])
        if row["item"] in {"A04", "A38"}:
            own = [p for p in home.values() if row["department"] in (p, team.get(p))]
            assert int(row["sample_n"]) <= len(own), (row["department"], row["item"])
    letters = final_answers()["BGS", "B10"]
    assert f"责任书{letters['sample_ok']}份" in letters["statement"]
    assert int(letters["sample_n"]) == everybody
