"""A worksheet of complaint statistics, one row a cause: what it says, every problem by its cell."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from campaigns.models import Campaign
from findings.complaint_import import ComplaintDraft, PeriodDraft, headings
from findings.models import ComplaintCount, ComplaintPeriod
from organization.registers import FORBIDDEN
from organization.sheet_words import day_in, number_in
from organization.sheets import CellError, Row, Sheet, Table, Unreadable, find_header, read_workbook

MOST_ROWS = 2000
MOST = 10**7  # complaints of a period
PERIOD = ("level", "starts_on", "ends_on", "total")
LENGTHS = {
    "level": ComplaintPeriod._meta.get_field("level").max_length or 0,
    "cause": ComplaintCount._meta.get_field("cause").max_length or 0,
}


def read_complaints(file, campaign: Campaign) -> ComplaintDraft:
    """Read an uploaded workbook or CSV; every problem of a cell is in `errors`.

    Raises Unreadable when there is no table in it.
    """
    table = _table(read_workbook(file, limit_rows=MOST_ROWS))
    draft = ComplaintDraft(campaign.code, file.name[:120], unused=table.unknown)
    reader = _Reader(draft)
    for row in table:
        reader.read(row)
    draft.errors += reader.beyond_their_total()
    if not draft.periods and not draft.errors:
        raise Unreadable(_("Below this heading stands no row with a number."))
    draft.errors += _against_the_known(draft, campaign, reader.cells)
    draft.errors.sort(key=lambda error: error.place)
    return draft


class _Reader:
    """Goes down the rows; a period that is named once holds for the rows below it."""

    def __init__(self, draft: ComplaintDraft) -> None:
        self.draft = draft
        self.period: PeriodDraft | None = None  # None: the one above was no period
        self.found: dict[tuple[str, str, str], PeriodDraft] = {}
        self.cells: dict[int, Row] = {}  # the first row of each period
        self.rest = {"其他", "其他原因", _("Other causes").casefold()}

    def read(self, row: Row) -> None:
        """One row: a number of the period, or its errors."""
        if not any(row[key] for key in (*PERIOD, "n")):
            return
        errors = []
        if any(row[key] for key in PERIOD):
            errors = list(self._begin(row))
            if errors:
                self.period = None
        elif self.period is None and not self.draft.errors:
            errors = [row.error("level", _("No period stands in this row or above it."))]
        errors += self._number(row)
        self.draft.errors += errors

    def beyond_their_total(self) -> Iterator[CellError]:
        """The periods whose causes come to more than all complaints."""
        for period in self.draft.periods:
            named = sum(period.counts.values())
            if named > period.total:
                said = _("The causes add up to %(named)d, more than the %(total)d complaints "
                         "altogether.")  # fmt: skip
                row = self.cells[period.row]
                yield row.error("total", said % {"named": named, "total": period.total})

    def _begin(self, row: Row) -> Iterator[CellError]:
        """The period of this row, a new one or one that began above."""
        errors = [*_words_errors(row, "level"), *_day_errors(row)]
        total = number_in(row["total"])
        if total is None or not 0 < total <= MOST:
            errors.append(row.error("total", _no_number(row["total"], 1)))
        if errors or total is None:
            yield from errors
            return
        first, last = str(day_in(row["starts_on"])), str(day_in(row["ends_on"]))
        key = (row["level"], first, last)
        period = self.found.get(key)
        if period is None:
            period = self.found[key] = PeriodDraft(row.number, *key, total)
            self.draft.periods.append(period)
            self.cells[row.number] = row
        elif period.total != total:
            said = _("Row %(row)d gives %(total)d complaints altogether for this period.")
            yield row.error("total", said % {"row": period.row, "total": period.total})
        self.period = period

    def _number(self, row: Row) -> Iterator[CellError]:
        if not row["cause"] and not row["n"]:
            return
        if not row["n"]:
            return  # a cause nobody named
        yield from _words_errors(row, "cause")
        n = number_in(row["n"])
        if n is None or n > MOST:
            yield row.error("n", _no_number(row["n"], 0))
        elif self.period is not None and row["cause"].casefold() not in self.rest:
            if row["cause"] in self.period.counts:
                yield row.error("cause", _("This cause stands above already."))
            self.period.counts[row["cause"]] = n


def _words_errors(row: Row, key: str) -> Iterator[CellError]:
    words = row[key]
    if not words:
        yield row.error(key, _("“%(column)s” is missing.") % {"column": headings()[key][0]})
    elif len(words) > LENGTHS[key]:
        yield row.error(key, _("At most %(n)d characters.") % {"n": LENGTHS[key]})
    elif FORBIDDEN.search(words) or "\n" in words:
        yield row.error(key, _("There are characters in it that no text has."))


def _day_errors(row: Row) -> Iterator[CellError]:
    days = {key: day_in(row[key]) for key in ("starts_on", "ends_on")}
    for key, found in days.items():
        if found is None:
            yield row.error(key, _("“%(text)s” is no day.") % {"text": row[key][:40]})
    first, last = days.values()
    if first and last and last < first:
        yield row.error("ends_on", _("The last day is before the first day."))


def _no_number(words: str, least: int) -> str:
    said = _("“%(text)s” is no whole number from %(least)d to %(most)d.")
    return said % {"text": words[:40], "least": least, "most": MOST}


def _table(sheets: list[Sheet]) -> Table:
    """The first sheet with the headings."""
    required = [key for key in headings() if key != "share"]
    refusals = []
    for sheet in sheets:
        try:
            return find_header(sheet, headings(), required=required)
        except Unreadable as error:
            refusals.append(error)
    raise refusals[0] if refusals else Unreadable(_("The workbook has no sheet."))


def _against_the_known(
    draft: ComplaintDraft, campaign: Campaign, rows: dict[int, Row]
) -> Iterator[CellError]:
    """Mark what stands already; a period that stands with other numbers is an error."""
    known = {
        (period.level, str(period.starts_on), str(period.ends_on)): period
        for period in campaign.complaint_periods.prefetch_related("counts")
    }
    for period in draft.periods:
        stands = known.get((period.level, period.starts_on, period.ends_on))
        if stands is None:
            continue
        counts = {count.cause: count.n for count in stands.counts.all()}
        period.is_known = (period.total, period.counts) == (stands.total, counts)
        if not period.is_known:
            said = _("This period is entered already with other numbers: correct it on its page, "
                     "with the reason.")  # fmt: skip
            yield rows[period.row].error("level", said)
