"""Pages of the findings floor."""

from django.urls import path

from findings.views import (
    changing,
    consolidate,
    export,
    finding,
    findings,
    personal,
    suggestions,
)

LIST = "campaigns/<str:code>/findings/"
ONE = f"{LIST}<int:number>/"

urlpatterns = [
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
    path(f"{ONE}merge/", changing.merge_finding, name="merge_finding"),
    path("campaigns/<str:code>/suggestions/", suggestions.suggestions, name="suggestions"),
    path("campaigns/<str:code>/suggestions/new/", suggestions.suggest, name="suggest"),
]
