"""What the texts of records give reason to look at: rates, counts, repetitions, faults of writing.

Each text is told with the page on which it is put right.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from campaigns.likeness import alike
from organization.spelling import misspelt
from reports import text_faults
from reports.check import BLOCK, WARN, Check
from reports.figures import Figures
from reports.phrases import CLASSIFIERS
from reports.phrases.measure_words import other_classifiers
from reports.told_counts import bare_rates, claims, jumps, undated_rates, wrong_counts
from reports.told_texts import Told

ALIKE = 90  # percent: almost word for word
# What a text counts by itself, and the figure that counts the records.
COUNTED = {
    "系列": "special_actions",
    "整改项目": "improvements",
    "穿越任务": "walks",
    "有效建议": "proposals_valid",
    "SP商": "signed_partners",
}
# Nouns that texts count in their own words too: 一个单位, 一份文件 say nothing of a paper.
MEASURED = ("问题", "项点", "整改措施", "整改任务", "监察项目", "建议")


def rates(told: Iterable[Told], level: str = BLOCK) -> Iterator[Check]:
    """A rate stands with its base and its period, or says nothing."""
    for one in told:
        for rate in bare_rates(one.text):
            words = _("%(place)s: %(rate)s has no base beside it, such as (19/94).")
            yield _check(one, words, level, rate=rate)
        for rate in undated_rates(one.text):
            words = _("%(place)s: %(rate)s is told without a period.")
            yield _check(one, words, level, rate=rate)


def counts(told: Iterable[Told]) -> Iterator[Check]:
    """三个方面 are three, and 三是 comes after 二是."""
    for one in told:
        for said, named in wrong_counts(one.text):
            words = _("%(place)s: the text says “%(said)s” and names %(n)d.")
            yield _check(one, words, said=said, n=named)
        for point in jumps(one.text):
            words = _("%(place)s: “%(point)s” comes without the points before it.")
            yield _check(one, words, point=point)


def claimed(told: Iterable[Told], figures: Figures) -> Iterator[Check]:
    """What a text counts by itself is as many as there are on record."""
    for one in told:
        for said, n, noun in claims(one.text, COUNTED):
            recorded = figures.value(COUNTED[noun])
            if n != recorded:
                words = _("%(place)s: the text says “%(said)s”, on record are %(n)d.")
                yield _check(one, words, said=said, n=recorded)


def twice(told: Iterable[Told]) -> Iterator[Check]:
    """The same told twice: the second time it is pointed at."""
    for one, other in combinations(told, 2):
        if one.place != other.place and alike(one.text, other.text) >= ALIKE:
            words = _("%(one)s and %(other)s tell almost the same measure.")
            said = words % {"one": one.place, "other": other.place}
            yield Check(WARN, said, url=other.url)


# What a paper would print, and how it is said of a place in a text.
IN_SPEECH = (text_faults.shouts, text_faults.relative_dates)  # are no faults in speech
FAULTS: tuple[tuple[Callable[[str], list[str]], str], ...] = (
    (text_faults.garbage, gettext_noop("%(place)s: what a conversion left stands in “%(found)s”.")),
    (text_faults.half_dates, gettext_noop("%(place)s: the date in “%(found)s” lacks its 日.")),
    (
        text_faults.other_dates,
        gettext_noop("%(place)s: “%(found)s” is no date as papers write it."),
    ),
    (
        text_faults.half_width,
        gettext_noop("%(place)s: a mark of half width stands in “%(found)s”."),
    ),
    (
        text_faults.relative_dates,
        gettext_noop("%(place)s: “%(found)s” does not say which year or month is meant."),
    ),
    (text_faults.praise, gettext_noop("%(place)s: “%(found)s” praises without a number.")),
    (text_faults.shouts, gettext_noop("%(place)s: an exclamation mark stands in “%(found)s”.")),
)


def faults(told: Iterable[Told], figures: Figures, *, spoken: bool = False) -> Iterator[Check]:
    """Faults of writing: garbage, half dates, spelling, measure words; ！ outside speech."""
    own = {noun: figures.classifier(noun) for noun in (*MEASURED, *CLASSIFIERS)}
    for one in told:
        yield from written(one, spoken=spoken)
        for found, usual in other_classifiers(one.text, own, MEASURED):
            words = _("%(place)s: this paper counts with “%(usual)s”, the text says “%(found)s”.")
            yield _check(one, words, WARN, found=found, usual=usual)


def written(one: Told, *, spoken: bool = False) -> Iterator[Check]:
    """Faults of writing that need no campaign to be seen."""
    for look, words in FAULTS:
        if spoken and look in IN_SPEECH:
            continue
        for found in look(one.text):
            yield _check(one, _(words), WARN, found=found)
    for found, usual in misspelt(one.text):
        words = _("%(place)s: papers spell “%(found)s” as “%(usual)s”.")
        yield _check(one, words, WARN, found=found, usual=usual)


def _check(told: Told, words: str, level: str = BLOCK, **said) -> Check:
    return Check(level, words % {"place": told.place, **said}, url=told.url)
