"""调查结果: counts, shares, satisfaction index, the words that were written; only once closed.

While a survey is open only the number of answers is told: who hands over an invitation and looks
at the results before and after would know the answer.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count

from findings.models import Question, Reply, Response, Survey


@dataclass(frozen=True)
class Line:
    """An answer: how many gave it, out of how many who answered the question."""

    label: str
    number: int
    of: int
    weight: int | None = None

    @property
    def share(self) -> float:
        """Percent, 0 to 100."""
        return 100 * self.number / self.of if self.of else 0.0


@dataclass
class QuestionResult:
    """What came in for one question."""

    question: Question
    answered: int = 0
    lines: list[Line] = field(default_factory=list)
    words: list[Reply] = field(default_factory=list)
    before: float | None = None  # the index of the wave before

    @property
    def weighed(self) -> int:
        """How many answers count in the index: those with a weight."""
        return sum(line.number for line in self.lines if line.weight is not None)

    @property
    def index(self) -> float | None:
        """The mean weight, 0 to 100; None where nothing is weighed."""
        return index_of(self.lines)

    @property
    def satisfied(self) -> int:
        """How many chose an answer that counts as satisfied."""
        return sum(line.number for line in self.lines if (line.weight or 0) >= SATISFIED)

    @property
    def change(self) -> float | None:
        """Against the wave before, in points."""
        if self.index is None or self.before is None:
            return None
        return self.index - self.before


SATISFIED = 60  # 满意 and 基本满意 of a ballot, and whatever else is weighed so high


def index_of(lines: Iterable[Line]) -> float | None:
    """满意度指数: the sum of weight × number over the number of weighed answers. Pure."""
    weighed = [line for line in lines if line.weight is not None]
    number = sum(line.number for line in weighed)
    if not number:
        return None
    return sum((line.weight or 0) * line.number for line in weighed) / number


@dataclass
class Results:
    """A closed survey in numbers."""

    survey: Survey
    total: int
    methods: list[tuple[str, int]]
    questions: list[QuestionResult]
    before: float | None = None

    @property
    def index(self) -> float | None:
        """The mean of the indexes of its questions; each counts the same."""
        return _mean([one.index for one in self.questions])

    @property
    def change(self) -> float | None:
        """Against the wave before, in points."""
        return None if self.index is None or self.before is None else self.index - self.before


def is_shown(survey: Survey) -> bool:
    """May results be looked at? Only when no single answer can be told from the next."""
    return survey.status == Survey.Status.CLOSED


def results_of(survey: Survey, *, with_wave_before: bool = True) -> Results:
    """Everything in the same number of queries, however many questions and answers."""
    found = _counted(survey)
    earlier = survey.copied_from if with_wave_before else None
    if earlier is not None and is_shown(earlier):
        before = results_of(earlier, with_wave_before=False)
        indexes = {one.question.pk: one.index for one in before.questions}
        for one in found.questions:
            one.before = indexes.get(one.question.copied_from_id or 0)
        found.before = before.index
    return found


def _counted(survey: Survey) -> Results:
    questions = list(survey.questions.prefetch_related("options"))
    replies = Reply.objects.filter(question__survey=survey).order_by()
    answered = dict(replies.values_list("question").annotate(n=Count("response", distinct=True)))
    chosen = _numbers(replies.exclude(option=None), "option")
    marks = Counter[tuple[int, int]]()
    for pk, score, n in (
        replies.exclude(score=None).values_list("question", "score").annotate(n=Count("pk"))
    ):
        marks[pk, score] = n
    words: dict[int, list[Reply]] = {}
    written = Reply.objects.filter(question__survey=survey).exclude(text="")
    for reply in written.select_related("opinion", "response"):
        words.setdefault(reply.question_id, []).append(reply)
    made = [
        QuestionResult(
            question,
            n := answered.get(question.pk, 0),
            _lines(question, n, chosen, marks),
            words.get(question.pk, []),
        )
        for question in questions
    ]
    return Results(survey, Response.objects.filter(survey=survey).count(), methods(survey), made)


def methods(survey: Survey) -> list[tuple[str, int]]:
    """How many answers by which method, in words."""
    rows = Response.objects.filter(survey=survey).order_by().values_list("method")
    found = dict(rows.annotate(n=Count("pk")))
    return [(str(one.label), found[one.value]) for one in Response.Method if one.value in found]


def _numbers(rows, name: str) -> Counter[int]:
    return Counter(dict(rows.values_list(name).annotate(n=Count("pk"))))


def _lines(
    question: Question, answered: int, chosen: Counter[int], marks: Counter[tuple[int, int]]
) -> list[Line]:
    if question.has_options:
        return [
            Line(option.text, chosen[option.pk], answered, option.weight)
            for option in question.options.all()
        ]
    return [
        Line(str(mark), marks[question.pk, mark], answered, _weight(mark, question.top))
        for mark in range(question.top, 0, -1)
    ]


def _weight(mark: int, top: int) -> int:
    """A mark in hundredths of the way from the lowest to the highest one."""
    return round(100 * (mark - 1) / (top - 1))


def _mean(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None
