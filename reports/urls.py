"""Pages of the reports floor."""

from django.urls import path

from reports.views import figures, papers, published, sheets
from reports.views import invitation_letters as letters
from reports.views import verification_record as records

RECORD = "campaigns/<slug:code>/verification-record/<str:department>/"
PUBLISHED = "campaigns/<slug:code>/published/"
ATTENDANCE = "campaigns/<slug:code>/meetings/<int:pk>/sheet/"
CIRCULATION = "campaigns/<slug:code>/circulations/<int:pk>/sheet/"

urlpatterns = [
    path("campaigns/<slug:code>/papers/", papers.papers, name="papers"),
    path("campaigns/<slug:code>/papers/<slug:kind>/", papers.paper, name="paper"),
    path(
        "campaigns/<slug:code>/papers/<slug:kind>/files/", papers.render_files, name="render_paper"
    ),
    path(
        "campaigns/<slug:code>/papers/<slug:kind>/files/<slug:format_>/",
        papers.download,
        name="paper_file",
    ),
    path(
        "campaigns/<slug:code>/papers/<slug:kind>/review/",
        papers.send_to_review,
        name="paper_review",
    ),
    path("campaigns/<slug:code>/papers/<slug:kind>/draft/", papers.take_back, name="paper_draft"),
    path("campaigns/<slug:code>/papers/<slug:kind>/sign/", papers.sign, name="paper_sign"),
    path("campaigns/<slug:code>/papers/<slug:kind>/issue/", papers.issue, name="paper_issue"),
    path("campaigns/<slug:code>/papers/<slug:kind>/revise/", papers.revise, name="paper_revise"),
    path(
        "campaigns/<slug:code>/papers/<slug:kind>/circulate/",
        papers.circulate,
        name="paper_circulate",
    ),
    path(f"{PUBLISHED}<slug:kind>/", published.published, name="published_paper"),
    path(
        f"{PUBLISHED}<slug:kind>/files/<slug:format_>/",
        published.published_file,
        name="published_file",
    ),
    path(RECORD, records.verification_record, name="verification_record"),
    path(f"{RECORD}<int:no>/", records.verification_record, name="verification_record_of_item"),
    path(
        f"{RECORD}files/<slug:format_>/",
        records.verification_record_file,
        name="verification_record_file",
    ),
    path(
        f"{RECORD}<int:no>/files/<slug:format_>/",
        records.verification_record_file,
        name="verification_record_file_of_item",
    ),
    path(ATTENDANCE, sheets.attendance_sheet, name="attendance_sheet"),
    path(f"{ATTENDANCE}<slug:format_>/", sheets.attendance_sheet, name="attendance_sheet_file"),
    path(CIRCULATION, sheets.circulation_sheet, name="circulation_sheet"),
    path(
        f"{CIRCULATION}<slug:format_>/",
        sheets.circulation_sheet,
        name="circulation_sheet_file",
    ),
    path("invitations/letters/", letters.invitation_letters, name="invitation_letters"),
    path("campaigns/<slug:code>/figures/<path:name>/", figures.figure, name="figure"),
]
