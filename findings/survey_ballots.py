"""评票: sent out, returned, valid; what share is satisfied; the grade that follows.

Every rate keeps what it was worked out from. A ballot is valid when its question was answered; a
returned one without an answer is blank.
"""

import re
from dataclasses import dataclass

from findings.models import Survey
from findings.survey_results import Line, Results

GRADE = re.compile(r"^\s*(\d{1,3})\s*[%％]?\s*(\S.*)$")


@dataclass(frozen=True)
class Rate:
    """A part of a whole."""

    number: int
    of: int

    @property
    def percent(self) -> float | None:
        """0 to 100; None of nothing."""
        return 100 * self.number / self.of if self.of else None


@dataclass(frozen=True)
class Ballot:
    """The result of an evaluation."""

    sent: int
    returned: int
    valid: int
    satisfied: int
    lines: list[Line]
    grade: str

    @property
    def blank(self) -> int:
        """Returned and not valid."""
        return self.returned - self.valid

    @property
    def return_rate(self) -> Rate:
        """收回率: returned of sent."""
        return Rate(self.returned, self.sent)

    @property
    def valid_rate(self) -> Rate:
        """有效率: valid of returned."""
        return Rate(self.valid, self.returned)

    @property
    def satisfaction_rate(self) -> Rate:
        """满意率: 满意 and 基本满意 of valid."""
        return Rate(self.satisfied, self.valid)


def ballot_for(results: Results) -> Ballot | None:
    """The ballot of a survey: sent are its invitations, or as many as went out on paper."""
    survey = results.survey
    sent = survey.invitations.count() if survey.is_invited else survey.sent or 0
    return ballot_of(results, sent)


def ballot_of(results: Results, sent: int) -> Ballot | None:
    """The ballot of its first question to choose from; None where there is none."""
    main = next((one for one in results.questions if one.question.has_options), None)
    if main is None:
        return None
    rate = Rate(main.satisfied, main.answered).percent
    return Ballot(
        sent=max(sent, results.total),
        returned=results.total,
        valid=main.answered,
        satisfied=main.satisfied,
        lines=main.lines,
        grade=grade_for(rate, grades_of(results.survey)),
    )


def grades_of(survey: Survey) -> list[tuple[int, str]]:
    """(from how many percent on, grade), the best first; lines that say neither are left out."""
    matches = filter(None, map(GRADE.match, survey.grades.splitlines()))
    return sorted(((int(one[1]), one[2].strip()) for one in matches), reverse=True)


def grade_for(percent: float | None, grades: list[tuple[int, str]]) -> str:
    """The best grade whose limit is reached, "" for none."""
    if percent is None:
        return ""
    return next((name for limit, name in grades if percent >= limit), "")
