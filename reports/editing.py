"""改写 and 批注: the office puts its own words in the place of generated ones; readers remark."""

from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext as _

from organization import clock
from organization.lists import in_a_row
from organization.models import NotAllowed, Person, record
from organization.models.role import holders
from organization.notices import notify
from reports import text_checks
from reports.check import BLOCK, WARN, Check
from reports.document import Document
from reports.models import BlockNote, Publication, Rewriting
from reports.models.rewriting import LONGEST
from reports.rewording import Reworded, compare, reword, rewritable, text_of
from reports.told_texts import Told

SHOWN = 20  # characters of a block by which it is known again


class Overtaken(NotAllowed):
    """Somebody else rewrote the block since it was read."""


def rewrite(
    publication: Publication,
    block: str,
    words: str,
    *,
    document: Document,
    read: int | None,
    by: Person,
) -> Rewriting:
    """Put words in the place of what is generated for a block.

    `document`: the paper as it is generated now; `read`: the key of the rewriting that was
    replaced, None where the generated words stood. Raises Overtaken where another one stands by
    now, NotAllowed: no draft, no such block, nothing or too much written, a fact is missing.
    """
    generated = rewritable(document).get(block)
    if generated is None:
        raise NotAllowed(_("This part is not in the paper any more."))
    words = "\n".join(line.strip() for line in words.splitlines() if line.strip())
    _demand_words(words, LONGEST)
    with transaction.atomic():
        _demand_draft(publication)
        standing = publication.rewritings.standing().filter(block=block).first()
        if read != (standing.pk if standing else None):
            raise Overtaken(_("Somebody else has rewritten this part meanwhile."))
        if gaps := compare(document, block, words, "").gaps:
            missing = "；".join(gap.what for gap in gaps)
            told = _("First record what is missing: %(what)s. Words do not replace a record.")
            raise NotAllowed(told % {"what": missing})
        _end(standing, by)
        row = Rewriting.objects.create(
            publication=publication,
            block=block,
            words=words,
            generated=text_of(generated),
            by=by,
            at=clock.now(),
        )
        record("publication.rewritten", publication, by=by, block=block)
    return row


def take_back(publication: Publication, block: str, *, by: Person) -> None:
    """The generated words stand again. Raises NotAllowed where they do already."""
    with transaction.atomic():
        _demand_draft(publication)
        standing = publication.rewritings.standing().filter(block=block).first()
        if standing is None:
            raise NotAllowed()
        _end(standing, by)
        record("publication.generated_again", publication, by=by, block=block)


def carry_over(earlier: Publication, later: Publication, *, by: Person) -> None:
    """A revised paper begins with the words that stood in the one before."""
    rows = earlier.rewritings.standing().order_by("pk")
    Rewriting.objects.bulk_create(
        Rewriting(
            publication=later, block=row.block, words=row.words, generated=row.generated, by=by
        )
        for row in rows
    )


def remark(publication: Publication, block: str, text: str, *, by: Person) -> BlockNote:
    """批注: say something about a block; the office is told. NotAllowed once it is signed."""
    text = text.strip()
    _demand_words(text, 1000)
    with transaction.atomic():
        _demand_unsigned(publication)
        note = BlockNote.objects.create(
            publication=publication, block=block, text=text, by=by, at=clock.now()
        )
        record("publication.remarked", publication, by=by, block=block)
        notify(
            [person for person in holders(publication.campaign, "office") if person.pk != by.pk],
            publication,
            "paper_remarked",
            lambda: (
                _("%(who)s remarks on the draft: %(title)s")
                % {"who": by, "title": publication.campaign.title}
            ),
            slot=str(note.pk),
        )
    return note


def settle(note: BlockNote, *, by: Person) -> None:
    """The office has done what was remarked, or answered it."""
    with transaction.atomic():
        _demand_unsigned(note.publication)
        settled = BlockNote.objects.filter(pk=note.pk, settled_at__isnull=True)
        if not settled.update(settled_at=clock.now(), settled_by=by):
            raise NotAllowed()
        record("publication.remark_settled", note.publication, by=by, block=note.block)


def in_own_words(
    document: Document, publication: Publication | None
) -> tuple[Document, tuple[Reworded, ...]]:
    """The generated document with what the office wrote, and how that stands to the records."""
    if publication is None or not publication.pk:
        return document, ()
    rows = list(publication.rewritings.standing())
    told = tuple(compare(document, row.block, row.words, row.generated) for row in rows)
    return reword(document, {row.block: row.words for row in rows}), told


def checks_of(rewordings: tuple[Reworded, ...], publication: Publication | None) -> list[Check]:
    """What is looked at in the words of the office before a paper is signed."""
    found = [check for one in rewordings for check in _checks(one, publication)]
    if publication and (n := publication.notes.filter(settled_at__isnull=True).count()):
        words = _("Remarks on the draft that nobody has settled: %(n)d")
        found.append(Check(WARN, words % {"n": n}, url=f"{publication.get_absolute_url()}words/"))
    return found


def _checks(one: Reworded, publication: Publication | None) -> Iterator[Check]:
    url = f"{publication.get_absolute_url()}blocks/{one.block}/" if publication else ""
    place = one.words[:SHOWN]
    if one.now is None:
        words = _("A part that was rewritten is not in the paper any more: its words are left out.")
        yield Check(WARN, words, place, f"{publication.get_absolute_url()}words/")
    for gap in one.gaps:
        yield Check(BLOCK, _("Still to be recorded: %(what)s") % {"what": gap.what}, place, gap.url)
    if one.moved_on:
        words = _("The records have changed since this part was rewritten: please compare.")
        yield Check(WARN, words, place, url)
    if one.by_hand:
        words = _("Numbers written by hand, with no record behind them: %(numbers)s")
        yield Check(WARN, words % {"numbers": in_a_row(one.by_hand)}, place, url)
    if one.now is not None:
        told = Told(_("Own words “%(words)s…”") % {"words": place[:10]}, url, one.words)
        yield from text_checks.counts([told])
        yield from text_checks.written(told, spoken=True)


def _end(standing: Rewriting | None, by: Person) -> None:
    if standing:
        standing.ended_at, standing.ended_by = clock.now(), by
        standing.save(update_fields=["ended_at", "ended_by"])


def _demand_words(words: str, longest: int) -> None:
    if not words:
        raise NotAllowed(_("Nothing was written."))
    if len(words) > longest:
        values = {"n": longest, "now": len(words)}
        raise NotAllowed(_("At most %(n)d characters; these are %(now)d.") % values)


def _demand_draft(publication: Publication) -> None:
    if _status(publication) != Publication.Status.DRAFT:
        raise NotAllowed(_("Only a draft is rewritten: please take it back to the draft first."))


def _demand_unsigned(publication: Publication) -> None:
    if _status(publication) not in (Publication.Status.DRAFT, Publication.Status.IN_REVIEW):
        raise NotAllowed(_("The paper was signed: its words stand."))


def _status(publication: Publication) -> str:
    """The status now; nobody signs until the running transaction is over."""
    row = Publication.objects.select_for_update().only("status").get(pk=publication.pk)
    return row.status
