"""The questions of a survey as its page asks them; those of an open one are read once a process."""

from functools import lru_cache

from findings.models import Question, Survey

KEPT = 64  # surveys


def questions_of(survey: Survey) -> list[Question]:
    """The questions in their order with their answers to choose from.

    Once a survey has been opened they stand, so that the many who answer need not ask for them
    again; the key is the address, which no other survey ever has.
    """
    return _read(survey.pk) if survey.is_draft else list(_standing(survey.slug, survey.pk))


@lru_cache(KEPT)
def _standing(slug: str, pk: int) -> tuple[Question, ...]:
    return tuple(_read(pk))


def _read(pk: int) -> list[Question]:
    return list(Question.objects.filter(survey=pk).prefetch_related("options"))
