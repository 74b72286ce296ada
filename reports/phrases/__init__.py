"""The grammar of official Chinese: numbers, dates, lists, sentences, titles.

Pure: no database, no clock, no settings. Rules G1 to G19 are those of section 0 of the
paper patterns. Words go in as `str` or runs; what may carry a Figure comes out as runs.
"""

from organization.spelling import normalise_spelling
from reports.phrases.dates import (
    PaperDates,
    arabic_month,
    date_cn,
    date_range,
    day,
    deadline_before,
    duration,
    up_to,
)
from reports.phrases.lists import (
    PartsDoNotSum,
    TooManyMembers,
    among,
    join,
    listed,
    respectively,
)
from reports.phrases.numerals import (
    CLASSIFIERS,
    approximately,
    classifier_of,
    cn,
    count,
    ordinal,
    structure,
)
from reports.phrases.rates import change_of, percent, percent_with_base, percentage_points
from reports.phrases.runs import Words, as_runs, fill, sentence, tidy, trim
from reports.phrases.sentences import (
    FOUR_LEVELS,
    TWO_LEVELS,
    enumerated,
    firstly,
    heading,
    heading_number,
    keep_ends,
    run_in,
)
from reports.phrases.titles import (
    document_title,
    or_missing,
    other_selves,
    requests_in,
)

__all__ = [
    "CLASSIFIERS",
    "FOUR_LEVELS",
    "TWO_LEVELS",
    "PaperDates",
    "PartsDoNotSum",
    "TooManyMembers",
    "Words",
    "among",
    "approximately",
    "arabic_month",
    "as_runs",
    "change_of",
    "classifier_of",
    "cn",
    "count",
    "date_cn",
    "date_range",
    "day",
    "deadline_before",
    "document_title",
    "duration",
    "enumerated",
    "fill",
    "firstly",
    "heading",
    "heading_number",
    "join",
    "keep_ends",
    "listed",
    "normalise_spelling",
    "or_missing",
    "ordinal",
    "other_selves",
    "percent",
    "percent_with_base",
    "percentage_points",
    "requests_in",
    "respectively",
    "run_in",
    "sentence",
    "structure",
    "tidy",
    "trim",
    "up_to",
]
