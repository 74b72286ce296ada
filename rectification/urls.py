"""Pages of the rectification floor."""

from django.urls import path

from rectification.views import acceptance, ledger, planning, task, working

CAMPAIGN = "campaigns/<str:code>/"
TASK = f"{CAMPAIGN}tasks/<int:pk>/"

urlpatterns = [
    path(f"{CAMPAIGN}ledger/", ledger.ledger, name="ledger"),
    path(f"{CAMPAIGN}ledger/export/", ledger.ledger_export, name="ledger_export"),
    path(
        f"{CAMPAIGN}findings/<int:number>/measures/new/",
        planning.plan_measure,
        name="plan_measure",
    ),
    path(f"{CAMPAIGN}measures/<int:pk>/assign/", planning.assign_task, name="assign_task"),
    path(TASK, task.task, name="task"),
    path(f"{TASK}progress/", working.report_progress, name="report_progress"),
    path(f"{TASK}submit/", working.submit_task, name="submit_task"),
    path(f"{TASK}accept/", acceptance.accept_task, name="accept_task"),
    path(f"{TASK}send-back/", acceptance.send_back_task, name="send_back_task"),
]
