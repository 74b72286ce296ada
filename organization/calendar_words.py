"""What pages and notices say of a count of working days that is not certain yet."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from organization import calendar


def to_confirm(start: date, end: date) -> str:
    """ "" where every year from the one day to the other is confirmed; else which are not, in
    words that follow a number of working days."""
    years = calendar.current().open_years(start, end)
    if not years:
        return ""
    told = pgettext("between names", ", ").join(map(str, years))
    return _(" (calendar of %(years)s to be confirmed)") % {"years": told}
