"""版头、标注、版记: how a paper looks beside what it says.

The form is put round the words whenever a draft is written, and frozen with them at the
signature. Number and day of issue are not known then: their places are frozen empty, and filled
whenever the paper is read after its issue.
"""

import re
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from campaigns.models import Campaign
from organization import clock
from organization.models import Department, NotAllowed, Person, record
from organization.traditional import in_language
from reports.deviations import adapted, as_pairs
from reports.document import Document, Signature, Title
from reports.kinds import KINDS, PERIODICALS
from reports.letterhead import Imprint, Letterhead
from reports.models import HeadMode, HouseStyle, PaperForm, Publication
from reports.models.form import ChosenForm
from reports.phrases import date_cn

YEAR = re.compile(r"[\[(（【〔]\s*(\d{4})\s*[\])）】〕]")
NUMBER = re.compile(r"[^\s\d〔〕第]+〔\d{4}〕[1-9]\d*号")


def house_of(organisation: Department) -> HouseStyle:
    """The form of the organisation, else of the nearest one above; that of GB/T 9704 without."""
    return HouseStyle.of(organisation)


def form_of(publication: Publication | None) -> PaperForm:
    """What was chosen for the paper; nothing yet."""
    if publication is None or not publication.pk:
        return PaperForm()
    return PaperForm.objects.filter(publication=publication).first() or PaperForm()


def head_of(form: ChosenForm, house: HouseStyle) -> str:
    """Which head the paper has."""
    return form.head or house.head


def bears_head(document: Document) -> bool:
    """Only a signed letter has a head: no speech, and no paper with a layout of its own."""
    signed = any(isinstance(block, Signature) for block in document.blocks)
    return signed and document.layout == "gbt9704"


def formed(
    document: Document,
    campaign: Campaign,
    paper: str,
    publication: Publication | None,
    signer: str = "",
) -> Document:
    """The words of the kind `paper` in the form of the house and of this one."""
    form, house = form_of(publication), house_of(campaign.organisation)
    document = in_house(_at_its_stage(document, campaign, paper, publication), form, house)
    mode = head_of(form, house)
    if mode == HeadMode.NONE or paper not in KINDS or not bears_head(document):
        return document
    if mode == HeadMode.OFFICE_SYSTEM:
        return replace(document, head=Letterhead(""))
    mark, imprint = mark_and_imprint(campaign, form, house)
    head = Letterhead(mark, upward=not KINDS[paper].inward, signer=signer)
    return replace(document, head=head, imprint=imprint)


def in_house(document: Document, form: ChosenForm, house: HouseStyle) -> Document:
    """The document with its label, and as the house has it where it is an official letter."""
    if document.layout == "gbt9704":
        document = adapted(document, house.deviations)
        document = replace(document, deviations=as_pairs(house.deviations))
    return replace(document, label=label_text(form))


def mark_and_imprint(
    campaign: Campaign, form: ChosenForm, house: HouseStyle, date: str = ""
) -> tuple[str, Imprint]:
    """The words of the red head, and 版记 with the day of 印发 where it is known."""
    mark = house.head_text or f"{campaign.organisation_name}文件"
    printer = form.printer or house.printer or campaign.organisation_name
    return mark, Imprint(form.copies, printer, date)


def _at_its_stage(
    document: Document, campaign: Campaign, paper: str, publication: Publication | None
) -> Document:
    """（讨论稿）while the paper is drafted and goes round for opinions,（送审稿）once it was sent
    to review. Papers that nobody reviews before the signature say 送审稿 from the first."""
    sent = publication is not None and publication.status != Publication.Status.DRAFT
    if not document.draft or sent or paper not in KINDS:
        return document
    note = in_language("（讨论稿）", campaign.language)
    blocks = (
        replace(block, note=note) if isinstance(block, Title) and block.note else block
        for block in document.blocks
    )
    return replace(document, blocks=tuple(blocks))


def label_text(form: ChosenForm) -> str:
    """普通商密　5年: the label with its period."""
    return f"{form.label}　{form.label_period}" if form.label and form.label_period else form.label


def filled(document: Document, publication: Publication) -> Document:
    """The frozen words with number and day of issue in the places kept for them."""
    head, imprint = document.head, document.imprint
    if head is not None and head.mark and publication.document_number:
        head = replace(head, number=publication.document_number)
    if imprint is not None and publication.issued_at:
        imprint = replace(imprint, date=date_cn(clock.day_of(publication.issued_at)))
    return replace(document, head=head, imprint=imprint)


def checked_number(document: Document, number: str) -> str:
    """The number as it is printed. NotAllowed: a paper with a head has one, and in its form."""
    if document.head is None or not document.head.mark:
        return number
    number = YEAR.sub(r"〔\1〕", number.strip())
    if not number:
        raise NotAllowed(_("This paper has a head: please enter its document number to issue it."))
    if not NUMBER.fullmatch(number):
        told = _(
            "“%(number)s” is no document number: write it like 甲办〔2026〕1号, without 第 and 0."
        )
        raise NotAllowed(told % {"number": number})
    return number


def demand_unused(publication: Publication, number: str) -> None:
    """Raises NotAllowed where another paper of the organisation bears the number; a revised one
    may keep its own. Call it in the transaction of the issue."""
    organisation = publication.campaign.organisation_id
    # Two who issue at once take turns.
    Department.objects.select_for_update().only("pk").get(pk=organisation)
    others = Publication.objects.filter(
        campaign__organisation=organisation,
        document_number=number,
        status__in=(Publication.Status.ISSUED, Publication.Status.SUPERSEDED),
    ).exclude(paper__in=PERIODICALS)
    same = {"campaign": publication.campaign_id, "paper": publication.paper}
    taken = others.exclude(**same).select_related("campaign").first() if number else None
    if taken:
        told = {"number": number, "paper": KINDS[taken.paper].name, "title": taken.campaign.title}
        raise NotAllowed(
            _("%(number)s was given already: %(paper)s, %(title)s. Please enter another number.")
            % told
        )


@transaction.atomic
def choose(publication: Publication, *, by: Person, **fields) -> PaperForm:
    """Choose head, label and imprint of one paper. NotAllowed once it is signed."""
    locked = Publication.objects.select_for_update().only("status").get(pk=publication.pk)
    if locked.status not in (Publication.Status.DRAFT, Publication.Status.IN_REVIEW):
        raise NotAllowed(_("The paper was signed: its form stands with its words."))
    row, _new = PaperForm.objects.update_or_create(
        publication=publication,
        defaults={**fields, "changed_at": clock.now(), "changed_by": by},
    )
    record("publication.formed", publication, by=by, head=row.head, label=row.label)
    return row


def carry_over(earlier: Publication, later: Publication, *, by: Person) -> None:
    """A revised paper begins in the form of the one before."""
    form = form_of(earlier)
    if form.pk:
        names = ("head", "label", "label_period", "copies", "printer")
        choose(later, by=by, **{name: getattr(form, name) for name in names})


@transaction.atomic
def keep_house(organisation: Department, *, by: Person, **fields) -> HouseStyle:
    """Keep the form of the organisation. Papers that are signed keep theirs."""
    row, _new = HouseStyle.objects.update_or_create(
        organisation=organisation,
        defaults={**fields, "changed_at": clock.now(), "changed_by": by},
    )
    record("housestyle.kept", row, by=by, deviations=len(row.deviations))
    return row
