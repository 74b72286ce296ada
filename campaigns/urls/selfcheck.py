"""Filling, handing over, reviewing."""

from django.urls import path

from campaigns.views import (
    bulk_acceptance,
    deciding,
    department_library,
    evidence,
    filling,
    heads,
    hints,
    library,
    nil_reports,
    previews,
    records,
    review,
    review_board,
    review_desk,
    scans,
    sheets,
    uploads,
)

CAMPAIGN = "campaigns/<str:code>/"
SHEET = f"{CAMPAIGN}sheets/<str:department>/"
ITEM = f"{SHEET}<int:no>/"
REVIEW = f"{CAMPAIGN}review/<str:department>/"
QUEUE = f"{CAMPAIGN}review/~"  # the code of a department holds no tilde

urlpatterns = [
    path(f"{CAMPAIGN}sheets/", sheets.sheets, name="sheets"),
    path(f"{CAMPAIGN}nil-returns/", nil_reports.nil_reports, name="nil_reports"),
    path(f"{CAMPAIGN}nil-returns/urge/", nil_reports.urge_returns, name="urge_returns"),
    path(SHEET, filling.fill, name="fill"),
    path(f"{SHEET}submit/", filling.submit_sheet, name="submit_sheet"),
    path(f"{SHEET}scan/", scans.sheet_scan, name="sheet_scan"),
    path(f"{SHEET}heads/", heads.heads, name="heads"),
    path(f"{SHEET}heads/deputy/", heads.name_deputy, name="name_deputy"),
    path(f"{SHEET}heads/deputy/<int:pk>/", heads.withdraw_deputy, name="withdraw_deputy"),
    path(f"{SHEET}heads/hand-over/", heads.hand_over_department, name="hand_over_department"),
    path(f"{SHEET}library/", department_library.department_library, name="department_library"),
    path(
        f"{SHEET}library/<int:pk>/replace/",
        department_library.revise_evidence,
        name="revise_evidence",
    ),
    path(ITEM, filling.fill_item, name="fill_item"),
    path(f"{ITEM}hand-over/", filling.hand_over_item, name="hand_over"),
    path(f"{ITEM}take-back/", filling.take_back_item, name="take_back"),
    path(f"{ITEM}evidence/", evidence.upload_evidence, name="upload_evidence"),
    path(f"{ITEM}evidence/<int:pk>/remove/", evidence.remove_evidence, name="remove_evidence"),
    path(f"{ITEM}evidence/<int:pk>/replace/", library.replace_evidence, name="replace_evidence"),
    path(f"{ITEM}uploads/", uploads.begin_upload, name="begin_upload"),
    path(f"{ITEM}uploads/<int:pk>/", uploads.go_on_uploading, name="go_on_uploading"),
    path(f"{ITEM}library/", library.choose_evidence, name="choose_evidence"),
    path(f"{CAMPAIGN}evidence/<int:pk>/", evidence.evidence, name="evidence"),
    path(f"{CAMPAIGN}evidence/<int:pk>/pages/", previews.pages, name="evidence_pages"),
    path(f"{CAMPAIGN}evidence/<int:pk>/pages/<int:number>/", previews.page, name="evidence_page"),
    path(f"{CAMPAIGN}review/", review.review, name="review"),
    path(f"{QUEUE}matrix/", review_board.review_matrix, name="review_matrix"),
    path(f"{QUEUE}items/", review_board.review_items, name="review_items"),
    path(f"{QUEUE}items/<int:no>/", review_desk.review_across, name="review_across"),
    path(f"{QUEUE}bulk/", bulk_acceptance.bulk_acceptance, name="bulk_acceptance"),
    path(f"{QUEUE}take-back/", deciding.take_back_step, name="take_back_step"),
    path(f"{CAMPAIGN}hints/", hints.hint_limits, name="hint_limits"),
    path(REVIEW, review_desk.review_sheet, name="review_sheet"),
    path(f"{REVIEW}hints/", hints.find_hints, name="find_hints"),
    path(f"{REVIEW}hints/<int:pk>/dismiss/", hints.dismiss_hint, name="dismiss_hint"),
    path(f"{REVIEW}accept-all/", deciding.accept_all, name="accept_all"),
    path(f"{REVIEW}send-back/", deciding.send_back, name="send_back"),
    path(f"{REVIEW}send-back/undo/", deciding.take_back_return, name="take_back_return"),
    path(f"{REVIEW}tear-down/", deciding.tear_down, name="tear_down"),
    path(f"{REVIEW}<int:no>/", review_desk.review_item, name="review_item"),
    path(f"{REVIEW}<int:no>/next/", review_desk.next_to_review, name="next_to_review"),
    path(f"{REVIEW}<int:no>/accept/", deciding.accept_item, name="accept_item"),
    path(
        f"{REVIEW}<int:no>/accept/undo/", deciding.take_back_acceptance, name="take_back_acceptance"
    ),
    path(f"{CAMPAIGN}records/", records.records, name="records"),
    path(f"{CAMPAIGN}records/<int:no>/", records.answer_from_records, name="answer_from_records"),
]
