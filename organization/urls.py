"""Pages of the organization floor."""

from django.urls import path

from organization.views import (
    directory,
    directory_import,
    events,
    go,
    jobs,
    notices,
    people,
    roles,
    sign_in,
)

urlpatterns = [
    path("accounts/login/", sign_in.SignIn.as_view(), name="login"),
    path("accounts/logout/", sign_in.SignOut.as_view(), name="logout"),
    path("accounts/password/", sign_in.ChangePassword.as_view(), name="password_change"),
    path("directory/", directory.directory, name="directory"),
    path("directory/add/", directory.department_add, name="department_add"),
    path("directory/export/", directory_import.directory_export, name="directory_export"),
    path("directory/import/", directory_import.directory_import, name="directory_import"),
    path(
        "directory/import/<uuid:token>/",
        directory_import.directory_preview,
        name="directory_preview",
    ),
    path(
        "directory/import/<uuid:token>/confirm/",
        directory_import.directory_confirm,
        name="directory_confirm",
    ),
    path("directory/departments/<str:code>/", directory.department, name="department"),
    path(
        "directory/departments/<str:code>/change/",
        directory.department_change,
        name="department_change",
    ),
    path("directory/departments/<str:code>/people/", people.person_add, name="person_add"),
    path("directory/departments/<str:code>/roles/", roles.grant_role, name="grant_role"),
    path("directory/departments/<str:code>/roles/take/", roles.revoke_role, name="revoke_role"),
    path("directory/people/<int:pk>/", people.person, name="person"),
    path("directory/people/<int:pk>/change/", people.person_change, name="person_change"),
    path("directory/people/<int:pk>/disable/", people.person_disable, name="person_disable"),
    path("directory/people/<int:pk>/enable/", people.person_enable, name="person_enable"),
    path("directory/people/<int:pk>/password/", people.password_reset, name="password_reset"),
    path("events/", events.events, name="events"),
    path("go/<str:thing>/<int:pk>/", go.go, name="go"),
    path("jobs/", jobs.jobs, name="jobs"),
    path("jobs/<int:pk>/", jobs.job, name="job"),
    path("jobs/<int:pk>/retry/", jobs.retry_job, name="retry_job"),
    path("notices/", notices.notices, name="notices"),
    path("notices/read/", notices.read_all_notices, name="read_all_notices"),
    path("notices/<int:pk>/read/", notices.read_notice, name="read_notice"),
]
