"""Pages of surveys: of the office, of who oversees, and the public one."""

from campaigns import import_shelf
from findings import surveys
from findings.models import Question, Reply, Survey, SurveyInvitation
from findings.survey_scores import ScoreUpload
from organization.sheets import Sheet
from tests.access.findings import OFFICE, OVERSEERS, who
from tests.access.row import PEOPLE, Row
from tests.surveying import answer, draft, fields, opened
from tests.world import start

EVERYBODY = dict.fromkeys(PEOPLE, 200)
REST = ("inspector", "leader")
RECORDERS = ("clerk", "inspector")


def campaign(world) -> list:
    return [world.campaign.code]


def first(world) -> list:
    return [world.campaign.code, 1]


def drafted(world) -> None:
    start(world)
    draft(world)


def a_ballot(world) -> None:
    start(world)
    draft(world, kind="ballot")


def invited(world) -> None:
    start(world)
    opened(world, entrance="invited")


def asking(world) -> None:
    start(world)
    opened(world)


def closed(world) -> None:
    start(world)
    survey = opened(world)
    answer(survey, fields(survey, q5="排队时间长"))
    surveys.close(survey, by=world.clerk)


def ballots_counted(world) -> None:
    start(world)
    survey = draft(world, kind="ballot", grades="90 优秀")
    surveys.publish(survey, by=world.clerk)
    surveys.close(survey, by=world.clerk)


def a_survey(world) -> dict:
    return {"kind": "questions", "entrance": "link", "title": "满意度调查"}


def a_question(world) -> dict:
    return {"kind": "single", "text": "您满意吗？", "options": "满意|100\n不满意|0"}


def nothing(world) -> dict:
    return {}


def addressed(world) -> None:
    """Somebody on the list has a mail address."""
    invited(world)
    SurveyInvitation.objects.update(contact="guest@example.org")


def last_question(world) -> list:
    return [*first(world), Question.objects.order_by("-order").first().pk]


def an_invitation(world) -> list:
    return [*first(world), SurveyInvitation.objects.first().pk]


def words(world) -> list:
    return [*first(world), Reply.objects.exclude(text="").get().pk]


def visited(world) -> dict:
    return {**fields(Survey.objects.get()), "on": "2026-03-02"}


def uploaded(world) -> list:
    """What the office uploaded."""
    survey = Survey.objects.get()
    sheet = Sheet("", [["您对服务是否满意？", "请给服务态度打分。"], ["满意", "5"]])
    upload = ScoreUpload(survey.pk, "评分.csv", [sheet])
    return [*first(world), import_shelf.put(upload, by=world.clerk)]


def slug(world) -> list:
    return [Survey.objects.get().slug]


def one(name: str, ready, status: int = 302, **more) -> Row:
    """A POST of the office."""
    return Row(
        name, who(OFFICE, status, REST), ready=ready, **{"args": first, "form": nothing, **more}
    )


ROWS = [
    Row("surveys", who(OVERSEERS, 200), args=campaign),
    Row("surveys", who(OVERSEERS, 200), args=campaign, ready=drafted, note="one"),
    Row("new_survey", who(OFFICE, 200, REST), args=campaign),
    Row("new_survey", who(OFFICE, 302, REST), args=campaign, form=a_survey),
    Row("survey", who(OVERSEERS, 200), args=first, ready=drafted),
    Row("survey", who(OVERSEERS, 200), args=first, ready=asking, note="open"),
    Row("survey", who(OVERSEERS, 200), args=first, ready=invited, note="by invitation"),
    Row("survey", who(OVERSEERS, 200), args=first, ready=closed, note="closed"),
    Row("survey", who(OVERSEERS, 200), args=first, ready=a_ballot, note="ballot"),
    Row("survey_preview", who(OVERSEERS, 200), args=first, ready=drafted),
    Row("survey_code", who(OVERSEERS, 200), args=first, ready=asking),
    Row("change_survey", who(OFFICE, 200, REST), args=first, ready=drafted),
    one("change_survey", drafted, form=a_survey),
    one("publish_survey", drafted),
    one("close_survey", asking),
    one("reopen_survey", closed, form=lambda world: {"reason": "补充征求意见"}),
    one("drop_survey", drafted),
    one("copy_survey", closed),
    one("note_sent", a_ballot, form=lambda world: {"sent": 100}),
    Row("add_question", who(OFFICE, 200, REST), args=first, ready=drafted),
    one("add_question", drafted, form=a_question),
    Row("change_question", who(OFFICE, 200, REST), args=last_question, ready=drafted),
    one("change_question", drafted, form=a_question, args=last_question),
    one("remove_question", drafted, args=last_question),
    one("shift_question", drafted, args=last_question, form=lambda world: {"step": "up"}),
    Row("survey_invitations", who(OFFICE, 200, REST), args=first, ready=invited),
    one("survey_invitations", invited, 200, form=lambda world: {"lines": "用户，某单位"}),
    one("issue_key_anew", invited, 200, args=an_invitation),
    one("set_quota", invited, form=lambda world: {"category": "用户", "places": 5}),
    Row("survey_visit", who(RECORDERS, 200, ("leader",)), args=first, ready=asking),
    Row("survey_visit", who(RECORDERS, 302, ("leader",)), args=first, ready=asking, form=visited),
    one("mail_survey_links", addressed),
    one("mail_survey_links", asking, 409, note="not by invitation"),
    Row("score_import", who(OFFICE, 200, REST), args=first, ready=asking),
    one("score_import", asking, 422, form=lambda world: {"file": ""}),
    Row("score_columns", who(OFFICE, 200, REST), args=uploaded, ready=asking),
    one("score_columns", asking, 422, args=uploaded, form=lambda world: {"on": ""}),
    Row("survey_results", who(OVERSEERS, 200), args=first, ready=asking, note="still open"),
    Row("survey_results", who(OVERSEERS, 200), args=first, ready=closed),
    Row("survey_results", who(OVERSEERS, 200), args=first, ready=ballots_counted, note="ballot"),
    Row("survey_export", who(OVERSEERS, 200), args=first, ready=closed),
    Row("survey_export", who(OVERSEERS, 409), args=first, ready=asking, note="still open"),
    Row("words_to_opinion", who(RECORDERS, 302, ("leader",)), args=words, ready=closed,
        form=nothing),
    Row("survey_answer", EVERYBODY, args=slug, ready=asking),
    Row("survey_answer", EVERYBODY, args=slug, ready=invited, note="asks for the key"),
    Row("survey_answer", dict.fromkeys(PEOPLE, 422), args=slug, ready=asking, form=nothing),
    Row("survey_answer", dict.fromkeys(PEOPLE, 410), args=slug, ready=closed, note="closed"),
    Row("survey_answer", dict.fromkeys(PEOPLE, 404), args=lambda world: ["nothing"]),
    Row("survey_thanks", EVERYBODY, args=slug, ready=asking),
]  # fmt: skip
