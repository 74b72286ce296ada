"""传达签阅: sending a document round, changing its text, a second round, urging."""

from collections.abc import Iterable

from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from campaigns import audience
from campaigns.audience import To
from campaigns.models import (
    BasisDocument,
    Campaign,
    Circulation,
    EarlierSignature,
    EarlierText,
    Receipt,
)
from campaigns.models.circulation import UNSIGNED, ReceiptQuerySet
from organization import clock
from organization.models import NotAllowed, Person, move_rows, record

BATCH = 1000
URGED = "receipt_urged"


@transaction.atomic
def send_round(
    campaign: Campaign,
    to: To,
    *,
    by: Person,
    studies: Iterable[BasisDocument] = (),
    **fields,
) -> Circulation:
    """Circulate a document; everybody in the audience gets a receipt to sign and a notice.

    `studies` are the basis documents that are studied (again) with it. The number of
    statements does not follow the people. Raises NotAllowed when nobody is to sign, or the
    campaign is not running.
    """
    campaign.demand_running()
    circulation = Circulation.objects.create(campaign=campaign, **fields)
    circulation.audience.bulk_create(to.rows(circulation), batch_size=BATCH)
    circulation.studies.set(studies)
    number = audience.ask_new(circulation, audience.people_in(circulation))
    if not number:
        raise NotAllowed(_("There is nobody to sign this document."))
    record("circulation.sent", circulation, by=by, people=number)
    return circulation


def second_round(first: Circulation, *, by: Person, **fields) -> Circulation:
    """重学: the same people sign once more, for what they have studied again."""
    last = Circulation.objects.filter(campaign=first.campaign_id).aggregate(
        last=models.Max("round")
    )["last"]
    to = audience.same_as(first)
    return send_round(first.campaign, to, by=by, round=last + 1, **fields)


@transaction.atomic
def change_text(circulation: Circulation, text: str, *, revision: int, by: Person) -> int:
    """Change what is to be signed for: everybody signs anew, and who had signed for the text
    before stays on record for that text. How many have to sign again.

    `revision` is the one the change was made on: who comes second is refused.
    """
    circulation.campaign.demand_running()
    if text == circulation.text:
        raise NotAllowed(_("The text is the same as before."))
    won = Circulation.objects.filter(pk=circulation.pk, revision=revision).update(
        revision=revision + 1, text=text, changed_on=clock.today()
    )
    if not won:
        raise NotAllowed()
    EarlierText.objects.create(
        circulation=circulation, revision=revision, text=circulation.text, changed_by=by
    )
    signed = _keep_signatures(circulation, revision)
    receipts = Receipt.objects.filter(circulation=circulation)
    again = receipts.filter(status__in=[Receipt.Status.READ, Receipt.Status.SIGNED])
    move_rows(again, Receipt.Status.UNREAD, by=by, about=circulation, sets=UNSIGNED)
    record("circulation.changed", circulation, by=by, revision=revision + 1)
    circulation.revision, circulation.text = revision + 1, text
    rows = receipts.unsigned().select_related("person")
    audience.ask(rows, circulation, "receipt_asked", slot=f"text-{revision + 1}")
    return signed


def urge(circulation: Circulation, *, by: Person) -> int:
    """催签: a notice to everybody who has not signed, once a day at most. How many they are."""
    circulation.campaign.demand_running()
    rows = list(Receipt.objects.filter(circulation=circulation).unsigned().select_related("person"))
    with transaction.atomic():
        audience.ask(rows, circulation, URGED, slot=clock.today().isoformat())
        record("circulation.urged", circulation, by=by, people=len(rows))
    return len(rows)


def unsigned_names(receipts: ReceiptQuerySet) -> list[tuple[str, list[str]]]:
    """Who has not signed, by department: one query."""
    found: dict[str, list[str]] = {}
    for receipt in receipts.unsigned().select_related("person", "department"):
        found.setdefault(receipt.department.name, []).append(receipt.person.title)
    return list(found.items())


def unsigned_titles(circulations: Iterable[Circulation]) -> dict[int, list[str]]:
    """Who has not signed, by key of the document, in the order of the chart: one query."""
    found: dict[int, list[str]] = {row.pk: [] for row in circulations}
    receipts = Receipt.objects.filter(circulation__in=found).unsigned()
    for receipt in receipts.select_related("person", "department"):
        found[receipt.circulation_id].append(receipt.person.title)
    return found


def urging_text(circulation: Circulation, names: list[tuple[str, list[str]]]) -> str:
    """The words of the urging, ready to be copied into a message."""
    lines = [
        _("Please read and sign “%(title)s” soon. Not signed yet:")
        % {"title": circulation.title.strip("《》")}
    ]
    comma = pgettext("between names", ", ")
    lines += [
        _("%(department)s: %(names)s") % {"department": department, "names": comma.join(people)}
        for department, people in names
    ]
    return "\n".join(lines)


def _keep_signatures(circulation: Circulation, revision: int) -> int:
    signed = Receipt.objects.filter(circulation=circulation).signed().order_by()
    kept = EarlierSignature.objects.bulk_create(
        (
            EarlierSignature(receipt_id=pk, revision=revision, name=name, at=at, address=address)
            for pk, name, at, address in signed.values_list(
                "pk", "signed_name", "signed_at", "signed_address"
            ).iterator(chunk_size=BATCH)
        ),
        batch_size=BATCH,
    )
    return len(kept)
