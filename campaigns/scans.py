"""已签字扫描件: attaching the scan of a sheet that was printed and signed by hand."""

from datetime import date
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from campaigns import evidence
from campaigns.clock_rules import due_after
from campaigns.models import Campaign, Evidence, Participation, SelfCheck, SheetScan
from campaigns.nil_reports import SENT
from organization import clock
from organization.models import NotAllowed, Person, record

KINDS = ("pdf", "jpg", "jpeg", "png")
ACCEPT = ",".join(f".{extension}" for extension in KINDS)


def attach(sheet: SelfCheck, upload: UploadedFile, *, by: Person) -> SheetScan:
    """Keep a scan with the sheet; the one that was valid stays in the history.

    Raises NotAllowed while the sheet is with its department and when the same file is valid
    already, ValidationError when the file is no scan or not taken as evidence; then nothing has
    changed. Call it outside a transaction: it writes a file.
    """
    demand_sent(sheet)
    _demand_scan(upload.name or "")
    kept = evidence.store(upload, sheet.campaign, sheet.department, by=by)
    with transaction.atomic():
        taken = SelfCheck.objects.select_for_update().get(pk=sheet.pk)
        demand_sent(taken)
        return _put(taken, kept, by)


def days_asked(campaign: Campaign) -> int:
    """Within how many days of its submission a signed sheet is to be scanned back; 0: not asked."""
    return int(campaign.word("scan_days", "0"))


def missing(campaign: Campaign) -> QuerySet[SelfCheck]:
    """Sheets that were sent and have no scan of this round, of departments that take part."""
    return unscanned(campaign.selfchecks.all())


def unscanned(sheets: QuerySet[SelfCheck]) -> QuerySet[SelfCheck]:
    """Those of `sheets`, of any campaigns, that were sent and have no scan of this round."""
    here = Participation.objects.filter(
        campaign=OuterRef("campaign"), department=OuterRef("department")
    )
    scanned = SheetScan.objects.valid().order_by().values("target")
    rows = sheets.filter(status__in=SENT, submitted_at__isnull=False)
    return rows.exclude(pk__in=scanned).exclude(Exists(here.exclude(left_on=None)))


def due_on(sheet: SelfCheck) -> date:
    """The last day on which its scan is in time, by the clock of the campaign.

    Ask for it only where the campaign wants scans and the sheet was sent.
    """
    return due_after(sheet.campaign, days_asked(sheet.campaign), sheet.submitted_at)


def why_closed(sheet: SelfCheck) -> str:
    """Why no scan is taken now, "" when one is."""
    if sheet.campaign.is_over:
        return _("The campaign is closed: it can be read but not changed.")
    if sheet.status not in SENT:
        return _(
            "The sheet is still with the department. Submit it first; then print it, sign it by "
            "hand, scan it and attach the scan here."
        )
    return ""


def demand_sent(sheet: SelfCheck) -> None:
    """Raise NotAllowed with the reason while no scan is taken: what is signed is what was sent."""
    if reason := why_closed(sheet):
        raise NotAllowed(reason)


def _demand_scan(name: str) -> None:
    if Path(name).suffix.lower().lstrip(".") not in KINDS:
        raise ValidationError(
            _("“%(name)s” is no scan: please choose a PDF file or a picture (JPG or PNG).")
            % {"name": evidence.neutral_name(name)}
        )


def _put(sheet: SelfCheck, kept: Evidence, by: Person) -> SheetScan:
    # Taken like the sweep takes it: what is being removed is not used any more.
    if Evidence.objects.select_for_update().get(pk=kept.pk).swept_at is not None:
        raise NotAllowed(_("This file is no longer kept: please upload it once more."))
    valid = sheet.scans.filter(replaced_at=None)
    if valid.filter(evidence=kept, round=sheet.round).exists():
        raise NotAllowed(_("This is the same file: there is nothing to replace."))
    valid.update(replaced_at=clock.now())
    scan = SheetScan.objects.create(
        target=sheet, evidence=kept, round=sheet.round, at=clock.now(), by=by
    )
    record("selfcheck.scan_attached", sheet, by=by, sha256=kept.sha256, round=sheet.round)
    return scan
