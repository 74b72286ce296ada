"""任务分解: which departments answer which item.

The column 责任部门 of a checklist is free text. It is divided into words, and each word is
looked for among the departments that take part; group words ("all departments", the county
branches) are data in `fixtures/header_words.json`.
"""

import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from campaigns.models import Campaign, CheckItem, Checklist, ItemScope
from campaigns.preflight import taking_part
from organization.models import Department, NotAllowed, Person, record
from organization.traditional import simplified

SEPARATORS = "；;、，,/\n"
OPENING, CLOSING = "（(【[", "）)】]"
EVERYBODY = "*"  # in a choice for an unknown word: all departments
NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass
class Words:
    """What the words of one cell come to."""

    everybody: bool = False
    departments: list[Department] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


class Directory:
    """Departments by every word that may stand for them."""

    def __init__(
        self, departments: Iterable[Department], choices: Mapping[str, str] = NOTHING
    ) -> None:
        """`choices` says what an unknown word means: the code of a department or EVERYBODY."""
        words = header_words()
        self.everybody = {plain(word) for word in words["all_departments"]}
        self.places: dict[str, list[Department]] = defaultdict(list)
        by_code = {}
        for department in departments:
            by_code[department.code] = department
            for word in {department.name, department.short_name, department.code} - {""}:
                self.places[plain(word)].append(department)
            for word in words["groups"].get(department.kind, ()):
                self.places[plain(word)].append(department)
        for word, code in choices.items():
            if code == EVERYBODY:
                self.everybody.add(plain(word))
            elif code in by_code:
                self.places[plain(word)] = [by_code[code]]

    def read(self, text: str) -> Words:
        """The departments named in a cell, in the order they are named."""
        found = Words()
        for word in divide(text):
            if plain(word) in self.everybody:
                found.everybody = True
            elif plain(word) in self.places:
                found.departments += self.places[plain(word)]
            else:
                found.unknown.append(word)
        found.departments = list(dict.fromkeys(found.departments))
        return found


def scope_item(item: CheckItem, departments, *, lead: Department | None = None) -> None:
    """Break an item down to `departments`; `lead` (by default the first one) leads, the others
    support. Replaces what was there. Raises NotAllowed once the checklist is frozen."""
    item.checklist.demand_open()
    chosen = list(dict.fromkeys(departments))
    first = lead or next(iter(chosen), None)
    with transaction.atomic():
        item.scopes.all().delete()
        ItemScope.objects.bulk_create(
            ItemScope(item=item, department=department, lead=department == first)
            for department in chosen
        )
        CheckItem.objects.filter(pk=item.pk).update(all_departments=False)


def assign_to_all(item: CheckItem) -> None:
    """Every participating department answers this item, joiners included until the launch."""
    item.checklist.demand_open()
    with transaction.atomic():
        item.scopes.all().delete()
        CheckItem.objects.filter(pk=item.pk).update(all_departments=True)


def scope_items(
    campaign: Campaign,
    items: Iterable[CheckItem],
    departments: Iterable[Department] | None,
    *,
    lead: Department | None = None,
    by: Person,
) -> None:
    """Break several items down in the same way; None: all departments, whoever takes part.

    Raises NotAllowed for an item from records, a department that does not take part, and
    once the checklist is frozen.
    """
    items = list(items)
    with transaction.atomic():
        _demand_open(campaign)
        if any(item.from_records for item in items):
            raise NotAllowed(_("Items answered from records are sent to nobody."))
        chosen = None if departments is None else list(dict.fromkeys(departments))
        if chosen is not None:
            _demand_taking_part(campaign, chosen)
        _write({item.pk: chosen for item in items}, lead)
        record(
            "checklist.scoped",
            campaign.checklist,
            by=by,
            items=[item.no for item in items][:200],
            departments=EVERYBODY if chosen is None else [one.code for one in chosen],
        )


def break_down(
    campaign: Campaign, *, by: Person, choices: Mapping[str, str] = NOTHING, afresh: bool = False
) -> dict[str, list[int]]:
    """Break the items down after the column 责任部门, the first department named leads.

    Items that somebody has assigned by hand stay as they are unless `afresh`. Answers the
    words nobody takes part under, each with the numbers of its items.
    """
    with transaction.atomic():
        _demand_open(campaign)
        departments = list(taking_part(campaign))
        directory, bare = Directory(departments, choices), Directory(departments)
        scopes: dict[int, list[Department] | None] = {}
        for item in campaign.checklist.items.asked().prefetch_related("scopes"):
            text = item.departments_text
            words = directory.read(text)
            if not (afresh or _is_as_read(item, bare.read(text))):
                continue
            if words.everybody:
                scopes[item.pk] = None
            elif words.departments:
                scopes[item.pk] = words.departments
        _write(scopes)
        record("checklist.scoped", campaign.checklist, by=by, by_column=len(scopes))
    return unknown_words(campaign, choices)


def unknown_words(campaign: Campaign, choices: Mapping[str, str] = NOTHING) -> dict[str, list[int]]:
    """The words of the column that name nobody who takes part, with the numbers of the items."""
    directory = Directory(taking_part(campaign), choices)
    found: dict[str, list[int]] = {}
    for no, text in campaign.checklist.items.asked().values_list("no", "departments_text"):
        for word in directory.read(text).unknown:
            found.setdefault(word, []).append(no)
    return found


def divide(text: str) -> list[str]:
    """The words of a cell; a separator inside brackets (县（市、区）公司) divides nothing."""
    words, word, depth = [], "", 0
    for mark in text:
        depth += (mark in OPENING) - (mark in CLOSING)
        if mark in SEPARATORS and depth <= 0:
            words.append(word)
            word = ""
        else:
            word += mark
    return [one.strip() for one in (*words, word) if one.strip()]


def plain(word: str) -> str:
    """A word without what varies: width, case, blanks, simplified or traditional characters."""
    return "".join(simplified(unicodedata.normalize("NFKC", word)).casefold().split())


@lru_cache(maxsize=1)
def header_words() -> dict:
    """`fixtures/header_words.json`: what columns and groups of departments may be called."""
    path = settings.BASE_DIR / "fixtures" / "header_words.json"
    return json.loads(path.read_text(encoding="utf-8"))


def _is_as_read(item: CheckItem, words: Words) -> bool:
    """Is the item assigned to nobody yet, or just as its column was read without choices?

    Such an item is not lost to a word that gets its meaning after a first pass.
    """
    now = {scope.department_id for scope in item.scopes.all()}
    if item.all_departments:
        return words.everybody
    return not now or now == {department.pk for department in words.departments}


def _write(scopes: Mapping[int, list[Department] | None], lead: Department | None = None) -> None:
    """Replace the scopes of the items in a few statements, however many items there are."""
    keys = list(scopes)
    everybody = [pk for pk, departments in scopes.items() if departments is None]
    ItemScope.objects.filter(item__in=keys).delete()
    CheckItem.objects.filter(pk__in=keys).update(all_departments=False)
    CheckItem.objects.filter(pk__in=everybody).update(all_departments=True)
    ItemScope.objects.bulk_create(
        (
            ItemScope(item_id=pk, department=one, lead=one == (lead or departments[0]))
            for pk, departments in scopes.items()
            for one in departments or ()
        ),
        batch_size=2000,
    )


def _demand_open(campaign: Campaign) -> None:
    """Raise NotAllowed unless there is a checklist that was not frozen meanwhile."""
    checklist = Checklist.objects.select_for_update().filter(campaign=campaign).first()
    if checklist is None:
        raise NotAllowed(_("Choose a checklist first."))
    checklist.demand_open()


def _demand_taking_part(campaign: Campaign, departments: list[Department]) -> None:
    known = set(taking_part(campaign).values_list("pk", flat=True))
    strange = [one.name for one in departments if one.pk not in known]
    if strange:
        raise NotAllowed(
            _("These departments do not take part: %(names)s")
            % {"names": pgettext("between names", ", ").join(strange)}
        )
