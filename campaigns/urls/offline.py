"""A department's sheet in a workbook and on paper."""

from django.urls import path

from campaigns.views import offline_sheet

SHEET = "campaigns/<str:code>/sheets/<str:department>/"
WORKBOOK = f"{SHEET}workbook/<slug:token>/"

urlpatterns = [
    path(f"{SHEET}workbook/", offline_sheet.workbook_page, name="workbook"),
    path(f"{SHEET}workbook/file/", offline_sheet.workbook_download, name="workbook_download"),
    path(WORKBOOK, offline_sheet.workbook_preview, name="workbook_preview"),
    path(f"{WORKBOOK}apply/", offline_sheet.workbook_apply, name="workbook_apply"),
    path(f"{SHEET}print/", offline_sheet.sheet_print, name="sheet_print"),
    path(f"{SHEET}print/blank/", offline_sheet.sheet_print_blank, name="sheet_print_blank"),
]
