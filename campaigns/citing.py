"""Which clause an item cites: found by the words of its columns, else chosen by hand."""

from campaigns.breakdown import plain
from campaigns.models import Campaign, CheckItem, Clause

QUOTES = str.maketrans("", "", "《》〈〉")


def cite(campaign: Campaign) -> int:
    """Give items without a clause the one their columns 依据文件 and 具体依据 name. How many.

    An item names a clause where its rule ends with the number of the clause, and what stands
    before the number is part of the document's title (“文明用语”第一条) or, where nothing does,
    its basis is the title. Constant number of statements; a frozen checklist stays.
    """
    known = _by_words(campaign)
    items = CheckItem.objects.filter(
        checklist__campaign=campaign, checklist__frozen_at=None, clause=None
    ).exclude(rule="")
    found = []
    for item in items.only("basis", "rule"):
        item.clause = _named(item, known)
        if item.clause:
            found.append(item)
    CheckItem.objects.bulk_update(found, ["clause"], batch_size=500)
    return len(found)


def _by_words(campaign: Campaign) -> dict[tuple[str, str], Clause]:
    clauses = Clause.objects.filter(document__campaign=campaign).select_related("document")
    return {(_bare(clause.document.title), _bare(clause.no)): clause for clause in clauses}


def _named(item: CheckItem, known: dict[tuple[str, str], Clause]) -> Clause | None:
    rule, basis = _bare(item.rule), _bare(item.basis)
    for (title, no), clause in known.items():
        before = rule.removesuffix(no)
        if before == rule or before not in title:
            continue
        if before or basis == title:
            return clause
    return None


def _bare(words: str) -> str:
    return plain(words.translate(QUOTES))
