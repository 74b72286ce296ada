"""会签: between 核稿 and 签发 the heads of departments agree to a paper, or object with a reason.

Whoever has not spoken yet is a warning to the leader who signs; an open objection keeps the
paper from being signed until the department agrees or the office has answered. A paper that
goes back to the draft loses its co-signatures: they were given to other words.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator

from django.db import transaction
from django.utils.translation import gettext as _

from organization import clock
from organization.models import Department, NotAllowed, Person, move, record
from organization.models.role import holders
from organization.notices import notify
from reports.check import BLOCK, PASS, WARN, Check
from reports.document import Document
from reports.freezing import freeze
from reports.kinds import KINDS
from reports.models import CoSignature, Publication

STATUS = CoSignature.Status
LONGEST = 500


def departments_to_ask(publication: Publication) -> list[Department]:
    """Departments of the organisation with a head, but the office and those that are asked."""
    organisation = publication.campaign.organisation
    writers = (organisation.pk, publication.campaign.office_id)
    below = Department.objects.standing().below(organisation).exclude(pk__in=writers)
    asked = publication.cosignatures.standing().values("department")
    headed = below.filter(
        role_grants__permission__codename="head", role_grants__user__is_active=True
    )
    return list(headed.exclude(pk__in=asked).distinct())


def ask(publication: Publication, departments: Iterable[Department], *, by: Person) -> None:
    """Ask departments to co-sign a paper in review; their heads are told."""
    wanted = list(departments)
    if not wanted:
        raise NotAllowed(_("Please choose a department."))
    with transaction.atomic():
        _hold(publication)
        known = {one.pk for one in departments_to_ask(publication)}
        if any(one.pk not in known for one in wanted):
            raise NotAllowed(_("A department was asked already, or has no head."))
        for department in wanted:
            row = CoSignature.objects.create(
                publication=publication, department=department, asked_by=by, asked_at=clock.now()
            )
            record("cosignature.asked", row, by=by)
            heads = holders(department, "head")
            notify(
                heads,
                row,
                "cosign_asked",
                lambda: _("Please co-sign: %(paper)s") % _name(publication),
            )


def agree(
    row: CoSignature, document: Document, *, by: Person, opinion: str = "", read: str = ""
) -> None:
    """The department co-signs the words that it has read.

    `read`: the digest of the words that were shown. Raises NotAllowed where they have changed.
    """
    if read and read != digest(document):
        raise NotAllowed(
            _("The paper has changed since you opened this page: please read it once more below.")
        )
    _say(row, STATUS.AGREED, document, by, opinion)


def object_to(row: CoSignature, document: Document, *, by: Person, opinion: str) -> None:
    """The department does not agree, and says why."""
    if not opinion.strip():
        raise NotAllowed(_("Please say what you object to."))
    _say(row, STATUS.OBJECTED, document, by, opinion)


def _say(row: CoSignature, to: str, document: Document, by: Person, opinion: str) -> None:
    told = {"opinion": _checked(opinion), "words": digest(document)}
    with transaction.atomic():
        _hold(row.publication)
        move(row, to, by=by, sets=told)
        notify(
            holders(row.publication.campaign, "office"),
            row,
            "cosign_told",
            lambda: _said(row),
            slot=str(clock.now().timestamp()),
        )


def _said(row: CoSignature) -> str:
    told = {"department": row.department.name, **_name(row.publication)}
    if row.status == STATUS.AGREED:
        return _("%(department)s co-signs: %(paper)s") % told
    return _("%(department)s objects: %(paper)s") % told


def answer(row: CoSignature, text: str, *, by: Person) -> None:
    """The office answers an objection; the department is told, and the paper may be signed."""
    if not text.strip():
        raise NotAllowed(_("Please write an answer."))
    with transaction.atomic():
        _hold(row.publication)
        move(row, STATUS.ANSWERED, by=by, sets={"answer": _checked(text)})
        notify(
            holders(row.department, "head"),
            row,
            "cosign_answered",
            lambda: _("Your objection was answered: %(paper)s") % _name(row.publication),
            slot=str(clock.now().timestamp()),
        )


def withdraw(row: CoSignature, *, by: Person) -> None:
    """The office does not ask any more; only while nothing was said."""
    with transaction.atomic():
        _hold(row.publication)
        move(row, STATUS.WITHDRAWN, by=by)


def lapse(publication: Publication, *, by: Person) -> None:
    """The paper went back to the draft: what was said was about other words."""
    for row in publication.cosignatures.standing().select_related("department"):
        move(row, STATUS.LAPSED, by=by)
        notify(
            holders(row.department, "head"),
            row,
            "cosign_lapsed",
            lambda: (
                _("Went back to the draft, your co-signature has lapsed: %(paper)s")
                % _name(publication)
            ),
        )


def rows_of(publication: Publication | None) -> list[CoSignature]:
    """Every co-signature of a paper, the lapsed ones too."""
    if publication is None:
        return []
    people = ("agreed_by", "objected_by", "answered_by", "asked_by")
    return list(publication.cosignatures.select_related("department", *people))


def standing_of(publication: Publication | None) -> list[CoSignature]:
    """The co-signatures that speak of the words as they stand."""
    if publication is None:
        return []
    return list(publication.cosignatures.standing().select_related("department"))


def checks_of(publication: Publication | None, document: Document) -> Iterator[Check]:
    """What co-signing says about whether a paper may be signed."""
    rows = standing_of(publication)
    now = digest(document) if rows else ""
    words = {
        STATUS.ASKED: (WARN, _("Not co-signed yet: %(department)s")),
        STATUS.OBJECTED: (BLOCK, _("%(department)s objects: %(opinion)s")),
        STATUS.ANSWERED: (WARN, _("%(department)s objected and was answered: %(opinion)s")),
    }
    for row in rows:
        told = {"department": row.department.name, "opinion": row.opinion}
        if row.status in words:
            level, text = words[STATUS(row.status)]
            yield Check(level, text % told, url=row.get_absolute_url())
        elif row.words != now:
            text = _("Records have moved the words since %(department)s co-signed them.")
            yield Check(WARN, text % told, url=row.get_absolute_url())
    if rows and all(row.status == STATUS.AGREED for row in rows):
        text = _("Co-signed by every department that was asked: %(n)d")
        yield Check(PASS, text % {"n": len(rows)}, url=rows[0].get_absolute_url())


def digest(document: Document) -> str:
    """A mark of the words of a paper, by which it is seen whether they are still the same."""
    said = json.dumps(freeze((document.blocks, document.annexes)), ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()


def hold(publication: Publication) -> Publication:
    """Keep others from signing, taking back and co-signing until the transaction is over."""
    return Publication.objects.select_for_update().only("status").get(pk=publication.pk)


def _hold(publication: Publication) -> None:
    if hold(publication).status != Publication.Status.IN_REVIEW:
        raise NotAllowed(_("Only a paper in review is co-signed."))
    publication.campaign.demand_changeable()


def _checked(text: str) -> str:
    text = text.strip()
    if len(text) > LONGEST:
        values = {"n": LONGEST, "now": len(text)}
        raise NotAllowed(_("At most %(n)d characters; these are %(now)d.") % values)
    return text


def _name(publication: Publication) -> dict:
    title = publication.campaign.title
    return {"paper": f"{title}{KINDS[publication.paper].name}"}
