"""Pages of the findings floor."""

from django.urls import path

from findings import conduct_urls, evaluation_urls, visit_urls
from findings.views import (
    changing,
    complaint_causes,
    complaint_import,
    complaints,
    consolidate,
    export,
    feedback,
    finding,
    findings,
    lessons,
    liability,
    merging,
    opinion,
    opinion_boxes,
    opinion_note,
    opinions,
    personal,
    reach,
    special_action,
    suggestions,
    survey_answer,
    survey_inviting,
    survey_questions,
    survey_results,
    survey_scores,
    surveys,
    symposium,
)

LIST = "campaigns/<str:code>/findings/"
ONE = f"{LIST}<int:number>/"
RESULTS = "campaigns/<str:code>/accountability/"
OPINIONS = "campaigns/<str:code>/opinions/"
OPINION = f"{OPINIONS}<int:pk>/"
BOX = f"{OPINIONS}boxes/<int:pk>/"
GUESTS = "campaigns/<str:code>/meetings/<int:pk>/guests/"
SURVEYS = "campaigns/<str:code>/surveys/"
SURVEY = f"{SURVEYS}<int:number>/"
COMPLAINTS = "campaigns/<str:code>/complaints/"
QUESTION = f"{SURVEY}questions/<int:pk>/"

surveying = [
    path(SURVEYS, surveys.survey_list, name="surveys"),
    path(f"{SURVEYS}new/", surveys.new_survey, name="new_survey"),
    path(SURVEY, surveys.survey, name="survey"),
    path(f"{SURVEY}change/", surveys.change_survey, name="change_survey"),
    path(f"{SURVEY}preview/", surveys.survey_preview, name="survey_preview"),
    path(f"{SURVEY}code/", surveys.survey_code, name="survey_code"),
    path(f"{SURVEY}publish/", surveys.publish_survey, name="publish_survey"),
    path(f"{SURVEY}close/", surveys.close_survey, name="close_survey"),
    path(f"{SURVEY}reopen/", surveys.reopen_survey, name="reopen_survey"),
    path(f"{SURVEY}drop/", surveys.drop_survey, name="drop_survey"),
    path(f"{SURVEY}copy/", surveys.copy_survey, name="copy_survey"),
    path(f"{SURVEY}sent/", surveys.note_sent, name="note_sent"),
    path(f"{SURVEY}questions/new/", survey_questions.add_question, name="add_question"),
    path(QUESTION, survey_questions.change_question, name="change_question"),
    path(f"{QUESTION}remove/", survey_questions.remove_question, name="remove_question"),
    path(f"{QUESTION}shift/", survey_questions.shift_question, name="shift_question"),
    path(f"{SURVEY}invitations/", survey_inviting.survey_invitations, name="survey_invitations"),
    path(
        f"{SURVEY}invitations/<int:pk>/anew/",
        survey_inviting.issue_key_anew,
        name="issue_key_anew",
    ),
    path(
        f"{SURVEY}invitations/mail/",
        survey_inviting.mail_survey_links,
        name="mail_survey_links",
    ),
    path(f"{SURVEY}quota/", survey_inviting.set_quota, name="set_quota"),
    path(f"{SURVEY}visit/", survey_results.survey_visit, name="survey_visit"),
    path(f"{SURVEY}scores/", survey_scores.score_import, name="score_import"),
    path(f"{SURVEY}scores/<str:token>/", survey_scores.score_columns, name="score_columns"),
    path(f"{SURVEY}results/", survey_results.results, name="survey_results"),
    path(f"{SURVEY}results/export/", survey_results.results_export, name="survey_export"),
    path(
        f"{SURVEY}words/<uuid:reply>/opinion/",
        survey_results.words_to_opinion,
        name="words_to_opinion",
    ),
    path("ask/<str:slug>/", survey_answer.survey_answer, name="survey_answer"),
    path("ask/<str:slug>/thanks/", survey_answer.survey_thanks, name="survey_thanks"),
]

hearing = [
    path(GUESTS, symposium.symposium, name="symposium"),
    path(f"{GUESTS}invite/", symposium.invite_guests, name="invite_guests"),
    path(f"{GUESTS}came/", symposium.note_guests, name="note_guests"),
    path(f"{GUESTS}opinion/", symposium.guest_opinion, name="guest_opinion"),
    path(OPINIONS, opinions.opinions, name="opinions"),
    path(f"{OPINIONS}new/", opinions.new_opinion, name="new_opinion"),
    path(f"{OPINIONS}topics/", opinions.hot_topic_list, name="hot_topics"),
    path(f"{OPINIONS}export/", opinions.opinions_export, name="opinions_export"),
    path(f"{OPINIONS}rules/", opinion_boxes.opinion_rules, name="opinion_rules"),
    path(f"{OPINIONS}boxes/", opinion_boxes.opinion_box_list, name="opinion_boxes"),
    path(f"{OPINIONS}boxes/empty/", opinion_boxes.empty_opinion_boxes, name="empty_opinion_boxes"),
    path(f"{BOX}code/", opinion_boxes.opinion_box_code, name="opinion_box_code"),
    path(f"{BOX}close/", opinion_boxes.close_opinion_box, name="close_opinion_box"),
    path(f"{BOX}reopen/", opinion_boxes.reopen_opinion_box, name="reopen_opinion_box"),
    path(OPINION, opinion.opinion, name="opinion"),
    path(f"{OPINION}classify/", opinion.classify_opinion, name="classify_opinion"),
    path(f"{OPINION}reply/", opinion.reply_to_opinion, name="reply_to_opinion"),
    path(f"{OPINION}merge/", opinion.merge_opinion, name="merge_opinion"),
    path(f"{OPINION}set-aside/", opinion.set_aside_opinion, name="set_aside_opinion"),
    path(f"{OPINION}files/<int:file>/", opinion.opinion_file, name="opinion_file"),
    path(f"{OPINION}take-up/", opinion.take_up_opinion, name="take_up_opinion"),
    path("say/<str:slug>/", opinion_note.put_in_opinion, name="put_in_opinion"),
    path("say/<str:slug>/receipt/", opinion_note.look_up_opinion, name="look_up_opinion"),
]

counting = [
    path(COMPLAINTS, complaints.complaint_periods, name="complaints"),
    path(f"{COMPLAINTS}new/", complaints.new_complaints, name="new_complaints"),
    path(f"{COMPLAINTS}export/", complaints.complaints_export, name="complaints_export"),
    path(f"{COMPLAINTS}rules/", complaint_causes.complaint_rules, name="complaint_rules"),
    path(f"{COMPLAINTS}import/", complaint_import.complaint_import, name="complaint_import"),
    path(f"{COMPLAINTS}template/", complaint_import.complaint_template, name="complaint_template"),
    path(
        f"{COMPLAINTS}import/<str:token>/",
        complaint_import.complaint_preview,
        name="complaint_preview",
    ),
    path(
        f"{COMPLAINTS}import/<str:token>/confirm/",
        complaint_import.confirm_complaints,
        name="confirm_complaints",
    ),
    path(
        f"{COMPLAINTS}<int:pk>/correct/", complaints.correct_complaints, name="correct_complaints"
    ),
    path(
        f"{COMPLAINTS}causes/<int:pk>/put-forward/",
        complaint_causes.put_complaints_forward,
        name="put_complaints_forward",
    ),
    path(
        f"{COMPLAINTS}causes/<int:pk>/take-back/",
        complaint_causes.take_complaints_back,
        name="take_complaints_back",
    ),
]

urlpatterns = [
    *surveying,
    *hearing,
    *counting,
    path(LIST, findings.findings, name="findings"),
    path(f"{LIST}consolidate/", consolidate.consolidate, name="consolidate"),
    path(f"{LIST}report/", consolidate.report_finding, name="report_finding"),
    path(f"{LIST}add-source/", consolidate.add_source, name="add_source"),
    path(f"{LIST}personal/<int:pk>/", personal.report_personal, name="report_personal"),
    path(f"{LIST}export/", export.findings_export, name="findings_export"),
    path(ONE, finding.finding, name="finding"),
    path(f"{ONE}confirm/", finding.confirm_finding, name="confirm_finding"),
    path(f"{ONE}change/", changing.change_finding, name="change_finding"),
    path(f"{ONE}dismiss/", changing.dismiss_finding, name="dismiss_finding"),
    path(f"{ONE}merge/", merging.merge_finding, name="merge_finding"),
    path(f"{LIST}merge/", merging.merge_findings, name="merge_findings"),
    path(f"{ONE}unmerge/", merging.unmerge_finding, name="unmerge_finding"),
    path(f"{ONE}split/", merging.split_finding, name="split_finding"),
    path(f"{ONE}join/", merging.join_parts, name="join_parts"),
    path(f"{ONE}sources/<int:pk>/move/", merging.move_source, name="move_source"),
    path(f"{ONE}reach/", reach.finding_reach, name="finding_reach"),
    path(f"{ONE}feedback/", feedback.ask_feedback, name="ask_feedback"),
    path(f"{ONE}feedback/<int:pk>/", feedback.finding_feedback, name="finding_feedback"),
    path(f"{ONE}feedback/<int:pk>/rule/", feedback.rule_feedback, name="rule_feedback"),
    path(f"{ONE}elsewhere/", lessons.push_lesson, name="push_lesson"),
    path("campaigns/<str:code>/elsewhere/<int:pk>/", lessons.lesson_answer, name="lesson_answer"),
    path(f"{ONE}liability/", liability.add_liability, name="add_liability"),
    path(f"{ONE}liability/<int:pk>/remove/", liability.remove_liability, name="remove_liability"),
    path(f"{ONE}liability/<int:pk>/told/", liability.tell_liability, name="tell_liability"),
    path(f"{ONE}liability/<int:pk>/kept/", liability.keep_liability, name="keep_liability"),
    path(f"{ONE}consequences/", liability.add_consequence, name="add_consequence"),
    path(RESULTS, liability.consequences, name="consequences"),
    path(f"{RESULTS}export/", liability.scores_export, name="scores_export"),
    path(f"{RESULTS}files/<int:pk>/", liability.consequence_file, name="consequence_file"),
    path(f"{LIST}rules/", liability.consolidation_rules, name="consolidation_rules"),
    path("campaigns/<str:code>/suggestions/", suggestions.suggestions, name="suggestions"),
    path("campaigns/<str:code>/suggestions/new/", suggestions.suggest, name="suggest"),
    path("campaigns/<str:code>/suggestions/<int:pk>/", suggestions.suggestion, name="suggestion"),
    path(
        "campaigns/<str:code>/suggestions/<int:pk>/change/",
        suggestions.change_suggestion,
        name="change_suggestion",
    ),
    path(
        "campaigns/<str:code>/actions/<int:pk>/visits/",
        special_action.visits_under,
        name="visits_under",
    ),
    *visit_urls.urlpatterns,
    *evaluation_urls.urlpatterns,
    *conduct_urls.urlpatterns,
]
