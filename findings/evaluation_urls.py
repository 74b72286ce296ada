"""Pages of the evaluation: those of the office, and those of the evaluators."""

from django.urls import path

from findings.views import conduct_export, evaluation, evaluators, portal

EVALUATORS = "campaigns/<str:code>/evaluators/"
EVALUATION = f"{EVALUATORS}evaluation/"
PORTAL = "evaluation/"
DESK = f"{PORTAL}<str:code>/"

urlpatterns = [
    path(EVALUATORS, evaluators.evaluators_page, name="evaluators"),
    path(f"{EVALUATORS}export/", conduct_export.evaluators_export, name="evaluators_export"),
    path(f"{EVALUATORS}appoint/", evaluators.appoint_evaluator, name="appoint_evaluator"),
    path(f"{EVALUATORS}enlist/", evaluators.enlist_evaluator, name="enlist_evaluator"),
    path(f"{EVALUATORS}<int:pk>/end/", evaluators.end_evaluator, name="end_evaluator"),
    path(f"{EVALUATORS}read/<int:pk>/withdraw/", evaluators.withdraw_sheet, name="withdraw_sheet"),
    path(EVALUATION, evaluation.evaluation, name="evaluation"),
    path(f"{EVALUATION}rounds/open/", evaluation.open_score_round, name="open_score_round"),
    path(
        f"{EVALUATION}rounds/<int:pk>/close/",
        evaluation.close_score_round,
        name="close_score_round",
    ),
    path(
        f"{EVALUATION}meetings/<int:pk>/call-in/",
        evaluation.call_in_evaluators,
        name="call_in_evaluators",
    ),
    path(
        f"{EVALUATION}result/",
        evaluation.record_evaluation_result,
        name="record_evaluation_result",
    ),
    path(PORTAL, portal.evaluator_portal, name="evaluator_portal"),
    path(DESK, portal.evaluator_desk, name="evaluator_desk"),
    path(f"{DESK}read/<int:pk>/", portal.evaluator_sheet, name="evaluator_sheet"),
    path(f"{DESK}say/", portal.evaluator_say, name="evaluator_say"),
    path(f"{DESK}opinions/<int:pk>/", portal.evaluator_opinion, name="evaluator_opinion"),
    path(f"{DESK}scores/<int:pk>/", portal.evaluator_scores, name="evaluator_scores"),
]
