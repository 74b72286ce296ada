"""A department's sheet in a workbook."""

from django.urls import path

from campaigns.views import offline_sheet

SHEET = "campaigns/<str:code>/sheets/<str:department>/"
WORKBOOK = f"{SHEET}workbook/<slug:token>/"

urlpatterns = [
    path(f"{SHEET}workbook/", offline_sheet.workbook_page, name="workbook"),
    path(f"{SHEET}workbook/file/", offline_sheet.workbook_download, name="workbook_download"),
    path(WORKBOOK, offline_sheet.workbook_preview, name="workbook_preview"),
    path(f"{WORKBOOK}apply/", offline_sheet.workbook_apply, name="workbook_apply"),
]
