"""评议打分和评议结果: told once they are there, with who was asked and who answered."""

from reports.document import Runs
from reports.figures import Figures
from reports.phrases import fill


def runs(figures: Figures) -> Runs:
    """The average of the evaluators' scores, then the result the authority gave."""
    return (*_scores(figures), *_result(figures))


def _scores(figures: Figures) -> Runs:
    given, asked = figures.some("score_sheets"), figures.sources.score_round
    if given is None or asked is None:
        return ()
    return fill(
        "组织{title}，{n}人参加，{mean}得分{score}分。",
        title=asked.title,
        n=given,
        mean="平均" if given.value != 1 else "",
        score=figures["score"],
    )


def _result(figures: Figures) -> Runs:
    result = figures.sources.evaluation_result
    if result is None:
        return ()
    return fill(
        "{day}，{authority}公布评议结果为“{grade}”，共发出评议票{sent}张，收回{back}张，有效票{valid}张"
        "{score}。",
        day=figures.day(result.given_on),
        authority=result.authority,
        grade=result.grade,
        sent=figures["ballots_sent"],
        back=figures["ballots_returned"],
        valid=figures["ballots_valid"],
        score=fill("，得分{n}分", n=figures["ballots_score"]) if result.score is not None else "",
    )
