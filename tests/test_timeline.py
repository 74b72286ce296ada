"""工作纪实: what was done by day, with photos; publicity from the phone; briefs with numbers."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from campaigns import launch, mobilizing
from campaigns.models import Activity, Evidence, EvidencePage, Site
from organization import clock
from tests.counting import queries_of
from tests.visiting import get, post, text, things, visit
from tests.world import DAY, at, phase

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


@pytest.fixture
def running(world, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    launch.launch(world.campaign, by=world.clerk)
    return world


def note(world, **changes) -> Activity:
    fields = {"kind": "other", "on": DAY, "title": "示例", **changes}
    return mobilizing.note_activity(phase(world, "mobilization"), by=world.clerk, **fields)


def test_the_days_stand_in_their_order_with_what_was_done(running):
    for on, title in ((DAY, "二"), (DAY - timedelta(days=3), "一"), (DAY, "三")):
        note(running, on=on, title=title)
    page = get("clerk", "timeline", "spring")
    days = page.xpath("//ol[contains(@class,'days')]/li")
    told = [(text(day.xpath("./h2")[0]), [text(b) for b in day.xpath(".//b")]) for day in days]
    assert told == [("2月27日星期五", ["一"]), ("3月2日星期一", ["二", "三"])]


def test_a_member_puts_up_a_poster_choose_photo_save(running):
    world = running
    site = Site.objects.create(
        campaign=world.campaign, department=world.departments["SALES"], name="一号营业厅"
    )
    photo = SimpleUploadedFile("海报.png", PNG, "image/png")
    with clock.at(at(DAY)):
        fields = {"medium": "poster", "files": [photo], "sites": [site.pk]}
        page = get("member", "note_publicity", "spring")
        [hidden] = page.xpath("//input[@name='department']")
        assert page.xpath("//input[@name='on']/@value") == ["2026-03-02"]
        fields |= {"on": "2026-03-02", "department": hidden.get("value")}
        post("member", "note_publicity", "spring", **fields)
    row = Activity.objects.get()
    assert (row.kind, row.medium, row.title) == ("publicity", "poster", "张贴海报")
    assert (row.department.code, row.phase.key) == ("SALES", "mobilization")
    assert [one.name for one in row.sites.all()] == ["一号营业厅"]
    assert row.evidence_uses.get().evidence.name == "海报.png"


def test_a_member_records_nothing_for_others(running):
    service = running.departments["SERVICE"].pk
    fields = {"medium": "poster", "on": "2026-03-02", "department": service}
    post("member", "note_publicity", "spring", status=422, **fields)
    assert not Activity.objects.exists()


def test_the_open_phase_takes_the_day_that_two_phases_have(running):
    """2 March belongs to both, as 15 August does in practice."""
    world = running
    phase(world, "self_check").begin(by=world.clerk)
    post("clerk", "note_publicity", "spring", medium="banner", on="2026-03-02")
    assert Activity.objects.get().phase.key == "self_check"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"medium": ""}, "请填写此项。"),
        ({"medium": "newspaper"}, "请填写刊登的报刊或媒体。"),
        ({"on": "2026-01-05"}, "日期不在任何阶段内。"),
        ({"on": "2026-03-03"}, "该日期尚未到来。"),
    ],
)
def test_what_is_wrong_with_publicity_is_said_at_the_field(running, changes, says):
    fields = {"medium": "poster", "on": "2026-03-02", **changes}
    with clock.at(at(DAY)):
        sent = post("clerk", "note_publicity", "spring", status=422, **fields)
    assert says in text(sent.page.xpath("//form[@data-act='note_publicity']")[0])
    assert not Activity.objects.exists()


def test_briefs_are_numbered_within_their_campaign(running):
    for _ in range(2):
        note(running, kind="brief", title="自查简报")
    assert [str(row) for row in Activity.objects.all()] == ["自查简报第1期", "自查简报第2期"]
    assert str(note(running, title="其他")) == "其他"


def with_photos(world) -> dict[str, Evidence]:
    """A photo of a poster of the whole company, and one of a poster of 销售部."""
    for account, department in (("clerk", ""), ("head", world.departments["SALES"].pk)):
        photo = SimpleUploadedFile(f"{account}.png", PNG + account.encode(), "image/png")
        fields = {"medium": "poster", "on": "2026-03-02", "department": department}
        post(account, "note_publicity", "spring", **fields, files=[photo])
    for kept in Evidence.objects.all():
        EvidencePage.objects.create(evidence=kept, number=1, width=40, height=30, stored="x")
    return {kept.name: kept for kept in Evidence.objects.all()}


def test_a_photo_is_shown_to_whoever_reads_the_line(running):
    """Of what concerned the whole company everybody; what a department did stays there."""
    shown = {}
    with_photos(running)
    for account in ("leader", "member", "service_head"):
        page = get(account, "timeline", "spring")
        shown[account] = (len(things(page, "activity")), page.xpath("//img/@alt"))
    assert shown == {
        "leader": (2, ["clerk.png", "head.png"]),
        "member": (2, ["clerk.png", "head.png"]),
        "service_head": (1, ["clerk.png"]),
    }


def test_the_file_of_an_activity_opens_to_whoever_reads_the_line(running):
    """Its own address keeps the same rule; who takes no part finds neither."""
    files = with_photos(running)
    wanted = {
        "clerk.png": {"leader": 200, "member": 200, "service_head": 200, "stranger": 404},
        "head.png": {"leader": 200, "member": 200, "service_head": 404, "stranger": 404},
    }
    for name, by_account in wanted.items():
        for account, status in by_account.items():
            get(account, "evidence_pages", "spring", files[name].pk, status=status)
            address = f"/campaigns/spring/evidence/{files[name].pk}/"
            assert visit(account).get(address).status_code == status, (name, account)


def test_who_only_looks_at_a_photo_does_not_learn_what_else_it_is_used_for(running):
    file = with_photos(running)["clerk.png"]
    for account, told in (("clerk", True), ("leader", True), ("service_head", False)):
        page = get(account, "evidence_pages", "spring", file.pk)
        assert ("使用情况" in [text(term) for term in page.xpath("//dt")]) is told, account


def test_a_file_that_shows_nothing_of_the_company_stays_with_its_department(running):
    """Another file on the shelf of the office, and a photo of a campaign one has no part in."""
    world = running
    kept = with_photos(world)["clerk.png"]
    kept.pk, kept.sha256, kept.stored = None, "0" * 64, "other"
    kept.save()
    get("service_head", "evidence_pages", "spring", kept.pk, status=404)


def test_the_timeline_is_narrowed_to_a_kind_and_a_phase(running):
    world = running
    note(world, title="甲")
    note(world, kind="brief", title="乙")
    self_check = phase(world, "self_check")
    mobilizing.note_activity(self_check, by=world.clerk, kind="brief", on=DAY, title="丙")
    seen = {
        query: len(things(get("clerk", "timeline", "spring", query=query), "activity"))
        for query in ("", "?kind=brief", "?kind=brief&phase=2", "?kind=nothing&phase=x")
    }
    assert seen == {"": 3, "?kind=brief": 2, "?kind=brief&phase=2": 1, "?kind=nothing&phase=x": 3}


def test_the_mobilization_shows_the_last_of_a_long_timeline(running):
    for number in range(22):
        note(running, on=date(2026, 2, 23), title=f"第{number}项")
    assert len(things(get("clerk", "mobilization", "spring"), "activity")) == 20
    assert len(things(get("clerk", "timeline", "spring"), "activity")) == 22


def test_the_timeline_costs_the_same_for_three_as_for_one(running):
    spent = []
    for number in (1, 3):
        while Activity.objects.count() < number:
            files = [SimpleUploadedFile(f"{Activity.objects.count()}.png", PNG + b"x" * number)]
            fields = {"medium": "poster", "on": "2026-03-02", "files": files}
            post("clerk", "note_publicity", "spring", **fields)
        spent.append(
            queries_of(visit("clerk"), "/campaigns/spring/timeline/", "data-thing=", number)
        )
    assert spent[0] == spent[1]
