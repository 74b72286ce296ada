"""行风台账 as rows of worksheets: service faults, partners, evaluators."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from findings.models import EvaluatorTerm, Partner, ServiceFault


def fault_columns() -> list[str]:
    """The head of 零容忍记录台账."""
    return [
        pgettext("register", "no."),
        pgettext("register", "day it happened"),
        pgettext("register", "class of fault"),
        pgettext("register", "where it happened"),
        pgettext("register", "responsible department"),
        pgettext("register", "source"),
        pgettext("register", "what happened"),
        pgettext("register", "person in charge (post)"),
        pgettext("register", "to be put right by"),
        pgettext("register", "what was done"),
        pgettext("register", "result"),
        pgettext("register", "status"),
    ]


def fault_rows(faults: Iterable[ServiceFault]) -> Iterator[list]:
    """One row a record; who saw it is not among the columns."""
    for row in faults:
        yield [
            *(row.number, row.on, row.fault_class.name, row.place, str(row.department)),
            *(row.get_came_from_display(), row.text, row.post, row.due_on, row.done_text),
            *(row.result, _("Late") if row.is_late else row.get_status_display()),
        ]


def partner_columns() -> list[str]:
    """The head of 合作方台账."""
    return [
        pgettext("register", "no."),
        pgettext("register", "kind of partner"),
        pgettext("register", "name of the partner"),
        pgettext("register", "contract from"),
        pgettext("register", "contract until"),
        pgettext("register", "initiatives signed"),
        pgettext("register", "status"),
        pgettext("register", "ended on"),
        pgettext("register", "why it ended"),
    ]


def partner_rows(partners: Iterable[Partner], today: date) -> Iterator[list]:
    """One row a partner; each carries `n_signed`."""
    for number, row in enumerate(partners, start=1):
        yield [
            *(number, row.kind_name, row.name, row.contract_from, row.contract_until),
            *(vars(row)["n_signed"], _how_it_stands(row, today), row.ended_on, row.end_reason),
        ]


def evaluator_columns() -> list[str]:
    """The head of 行评代表聘任名册."""
    return [
        pgettext("register", "no. of the letter"),
        pgettext("register", "evaluator"),
        pgettext("register", "unit"),
        pgettext("register", "category"),
        pgettext("register", "appointed from"),
        pgettext("register", "appointed until"),
        pgettext("register", "opinions given"),
        pgettext("register", "status"),
        pgettext("register", "ended on"),
        pgettext("register", "why it ended"),
    ]


def evaluator_rows(terms: Iterable[tuple[EvaluatorTerm, int]]) -> Iterator[list]:
    """One row a letter of appointment, with the number of opinions its holder gave."""
    words = {
        "holds": _("in office"),
        "to_come": _("not begun yet"),
        "over": _("term is over"),
        "ended": _("ended early"),
    }
    for term, said in terms:
        yield [
            *(term.number, term.person.title, str(term.person.department), term.category),
            *(term.starts_on, term.ends_on, said, words[term.state]),
            *(term.ended_on, term.end_reason),
        ]


def _how_it_stands(row: Partner, today: date) -> str:
    if row.ended_on:
        return _("Partnership ended")
    if row.is_run_out(today):
        return _("Contract run out, not ended")
    return pgettext("register", "partnership stands")
