"""Levels and personal sheets."""

from django.urls import path

from campaigns.views import levels, personal, personal_link

LEVELS = "campaigns/<slug:code>/levels/"
PERSONAL = "campaigns/<slug:code>/personal/<int:pk>/"

urlpatterns = [
    path(LEVELS, levels.levels, name="levels"),
    path(f"{LEVELS}new/", levels.add_level, name="add_level"),
    path(f"{LEVELS}<int:pk>/", levels.change_level, name="change_level"),
    path(f"{LEVELS}<int:pk>/open/", levels.open_level, name="open_level"),
    path(f"{LEVELS}<int:pk>/sheets/", levels.level_sheets, name="level_sheets"),
    path(PERSONAL, personal.personal_sheet, name="personal_sheet"),
    path("p/<str:token>/", personal_link.personal_sheet_link, name="personal_sheet_link"),
    path(f"{PERSONAL}submit/", personal.submit_personal, name="submit_personal"),
    path(f"{PERSONAL}accept/", personal.accept_personal, name="accept_personal"),
    path(f"{PERSONAL}return/", personal.return_personal, name="return_personal"),
    path(f"{PERSONAL}reviewer/", personal.name_reviewer, name="name_reviewer"),
]
