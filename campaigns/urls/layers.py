"""Levels and personal sheets: with an account, and the same by a personal link."""

from django.urls import path

from campaigns.views import levels, personal, personal_files

LEVELS = "campaigns/<slug:code>/levels/"
PERSONAL = "campaigns/<slug:code>/personal/<int:pk>/"
LINK = "p/<str:token>/"

# what lies below the sheet, by either way: (path, module, name)
ACTS = [
    ("", personal, "personal_sheet"),
    ("submit/", personal, "submit_personal"),
    ("<int:no>/uploads/", personal_files, "begin_personal_upload"),
    ("<int:no>/uploads/<int:upload>/", personal_files, "go_on_personal_upload"),
    ("<int:no>/evidence/<int:file>/remove/", personal_files, "remove_personal_evidence"),
]

urlpatterns = [
    path(LEVELS, levels.levels, name="levels"),
    path(f"{LEVELS}new/", levels.add_level, name="add_level"),
    path(f"{LEVELS}<int:pk>/", levels.change_level, name="change_level"),
    path(f"{LEVELS}<int:pk>/open/", levels.open_level, name="open_level"),
    path(f"{LEVELS}<int:pk>/earlier/", levels.move_level_earlier, name="move_level_earlier"),
    path(f"{LEVELS}<int:pk>/later/", levels.move_level_later, name="move_level_later"),
    path(f"{LEVELS}<int:pk>/remove/", levels.remove_level, name="remove_level"),
    path(f"{LEVELS}<int:pk>/sheets/", levels.level_sheets, name="level_sheets"),
    *(path(PERSONAL + at, getattr(views, name), name=name) for at, views, name in ACTS),
    *(
        path(LINK + at, getattr(views, f"{name}_link"), name=f"{name}_link")
        for at, views, name in ACTS
    ),
    path(
        f"{LINK}evidence/<int:file>/",
        personal_files.personal_evidence_link,
        name="personal_evidence_link",
    ),
    path(f"{PERSONAL}accept/", personal.accept_personal, name="accept_personal"),
    path(f"{PERSONAL}return/", personal.return_personal, name="return_personal"),
    path(f"{PERSONAL}reviewer/", personal.name_reviewer, name="name_reviewer"),
]
