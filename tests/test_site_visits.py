"""明查暗访: planned, recorded on the phone, accepted; what was wrong becomes a finding, and nobody
in the department learns who was there."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from campaigns import ending, launch, registers
from campaigns.evidence import read_verified
from campaigns.models import Evidence, Site
from findings import (
    candidates,
    consolidation,
    visit_photos,
    visit_results,
    visit_scripts,
    visiting,
)
from findings.models import (
    Finding,
    FindingSource,
    SiteVisit,
    VisitPhoto,
    VisitPlan,
    VisitPoint,
    VisitScript,
)
from findings.visiting import Mark
from organization import clock
from organization.models import Event, NotAllowed
from tests.outside import accepted, photo, recorded, submitted, visit_of, visits_planned
from tests.sheet_file import rows_of
from tests.signed_in import cost
from tests.stage import staged
from tests.visiting import get, post, text, visit

CLASSES = ["服务态度", "咨询答复", "业务宣传", "现场管理", "业务办理", "服务时限", "业务管理"]


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(visits_planned, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


def sent(world, **changes) -> dict:
    """What the phone sends for 一号厅: every point full, but what is changed."""
    found = visit_of(world)
    fields = {"version": found.version, "visited_on": str(clock.today())}
    fields |= {f"score_{p.pk}": p.most for p in found.plan.script.points.all()}
    return {**fields, **changes}


def first_point(world):
    return visit_of(world).plan.script.points.first()


def test_the_usual_script_has_one_point_for_each_of_the_seven_classes(world):
    assert [str(point.fault_class) for point in world.script.points.all()] == CLASSES
    assert sum(point.most for point in world.script.points.all()) == 100


def test_a_plan_deals_the_sites_out_and_tells_its_visitor_once(world):
    assert list(VisitPlan.objects.get().visits.values_list("site__name", "visitor__account")) == [
        ("一号厅", "guest"),
        ("三号厅", "guest"),
        ("二号厅", "guest"),
    ]
    assert world.guest.notifications.filter(kind="visits_planned").count() == 1
    page = get("guest", "home")
    assert text(page).count("三月暗访") >= 3


def test_recorded_on_the_phone_it_is_kept_before_it_is_whole(world):
    point = first_point(world)
    post("guest", "save_visit", "spring", visit_of(world).pk, version=1, **{
        f"score_{point.pk}": 9, f"faulty_{point.pk}": "on", f"words_{point.pk}": "未主动迎接"
    })  # fmt: skip
    mark = VisitPoint.objects.get(point=point)
    assert (mark.score, mark.faulty, mark.words) == (9, True, "未主动迎接")
    assert (visit_of(world).status, visit_of(world).visited_on) == ("planned", None)


def test_what_is_missing_is_said_and_what_was_typed_is_kept(world):
    point = first_point(world)
    fields = sent(world, submit="1", visited_on="", **{f"faulty_{point.pk}": "on"})
    answer = post("guest", "save_visit", "spring", visit_of(world).pk, **fields)
    said = text(answer.page)
    for words in ("请填写检查日期", "请写明存在什么问题"):
        assert words in said
    assert visit_of(world).status == "planned"
    assert VisitPoint.objects.get(point=point).faulty


def test_a_faulty_point_has_not_all_its_points(world):
    point = first_point(world)
    marks = {f"faulty_{point.pk}": "on", f"words_{point.pk}": "推诿"}
    answer = post(
        "guest", "save_visit", "spring", visit_of(world).pk, **sent(world, submit="1", **marks)
    )
    assert "不应得满分" in text(answer.page)
    assert visit_of(world).status == "planned"


def test_handed_in_it_cannot_be_changed_until_it_comes_back(world):
    pk = visit_of(world).pk
    post("guest", "save_visit", "spring", pk, **sent(world, submit="1"))
    assert visit_of(world).status == "submitted"
    post("guest", "save_visit", "spring", pk, status=409, **sent(world))
    post("clerk", "return_visit", "spring", pk, status=422, reason=" ")
    post("clerk", "return_visit", "spring", pk, reason="请补充照片")
    assert "请补充照片" in text(get("guest", "site_visit", "spring", pk))
    assert world.guest.notifications.filter(kind="visit_returned").count() == 1
    post("guest", "save_visit", "spring", pk, **sent(world, submit="1"))
    post("clerk", "accept_visit", "spring", pk)
    found = visit_of(world)
    assert (found.status, found.accepted_by, found.reason) == ("accepted", world.clerk, "")


@pytest.mark.parametrize("day", ["before", "tomorrow"])
def test_a_visit_has_its_day_within_the_plan(world, day):
    on = {
        "before": world.plan.starts_on - timedelta(days=1),
        "tomorrow": clock.today() + timedelta(days=1),
    }[day]
    post("guest", "save_visit", "spring", visit_of(world).pk, **sent(world), status=302)
    if day == "tomorrow":
        with pytest.raises(NotAllowed, match="尚未到来"):
            visiting.save_visit(visit_of(world), {}, by=world.guest, visited_on=on)
        return
    visiting.save_visit(visit_of(world), {}, by=world.guest, visited_on=on)
    with pytest.raises(NotAllowed, match="不在计划期内"):
        visiting.submit(visit_of(world), by=world.guest)


@pytest.mark.parametrize("score", [-1, 999])
def test_no_point_gets_more_than_it_has(world, score):
    point = first_point(world)
    fields = sent(world, **{f"score_{point.pk}": score})
    post("guest", "save_visit", "spring", visit_of(world).pk, status=422, **fields)
    with pytest.raises(NotAllowed):
        visiting.save_visit(visit_of(world), {point.pk: Mark(score)}, by=world.guest)
    assert not VisitPoint.objects.exists()


def test_two_phones_do_not_write_over_each_other(world):
    stale = sent(world)
    point = first_point(world)
    first = sent(world, **{f"words_{point.pk}": "第一部手机"})
    post("guest", "save_visit", "spring", visit_of(world).pk, **first)
    post("guest", "save_visit", "spring", visit_of(world).pk, status=409, **stale)
    assert VisitPoint.objects.get(point=point).words == "第一部手机"


def test_nobody_accepts_the_own_record(world):
    found = submitted(world)
    SiteVisit.objects.filter(pk=found.pk).update(visitor=world.clerk)
    for act, fields in (("accept_visit", {}), ("return_visit", {"reason": "补充"})):
        post("clerk", act, "spring", found.pk, status=409, **fields)
        assert visit_of(world).status == "submitted"
    with pytest.raises(NotAllowed, match="本人"):
        visiting.accept(visit_of(world), by=world.clerk)


def test_a_fault_waits_to_be_consolidated_and_becomes_a_finding_of_an_inspection(world):
    submitted(world, "二号厅", "服务时限")
    found = accepted(world, "一号厅", "服务态度")
    faults = candidates.visit_faults(world.campaign, world.clerk)
    assert [mark.visit for mark in faults] == [found]  # not before it was accepted
    key = f"visit:{faults.get().pk}"
    page = get("clerk", "consolidate", "spring")
    assert key in page.xpath("//input[@name='source']/@value")
    post("clerk", "report_finding", "spring", only=key)
    finding = Finding.objects.latest("number")
    assert (finding.found_by, finding.department) == ("inspection", world.departments["SALES"])
    assert finding.problem == "一号厅：未主动迎接"
    assert f"已形成问题{finding.number}" in text(get("clerk", "site_visit", "spring", found.pk))
    assert not candidates.visit_faults(world.campaign, world.clerk).filter(finding_sources=None)
    with pytest.raises(NotAllowed, match="已归入问题清单"):
        consolidation.report_finding(world.campaign, [faults.get()], by=world.clerk)


def test_what_is_not_accepted_or_not_faulty_becomes_no_finding(world):
    recorded(world, "一号厅", "服务态度")
    fault = VisitPoint.objects.get(faulty=True)
    fine = VisitPoint.objects.filter(faulty=False).first()
    accepted(world, "二号厅", "服务态度")
    for mark in (fault, fine, VisitPoint.objects.filter(faulty=False, visit__status="accepted")[0]):
        with pytest.raises(NotAllowed, match="已通过的检查记录"):
            consolidation.report_finding(world.campaign, [mark], by=world.clerk)
    assert not FindingSource.objects.filter(visit__isnull=False).exists()


def test_the_department_learns_what_was_wrong_and_not_who_saw_it(world):
    found = visit_of(world)
    visit_photos.take(found, [photo()], by=world.guest)
    accepted(world, "一号厅", "服务态度")
    fault = candidates.visit_faults(world.campaign, world.clerk).get()
    finding = consolidation.report_finding(world.campaign, [fault], by=world.clerk)
    finding.confirm(by=world.clerk)
    page = get("head", "finding", "spring", finding.number)
    shown = text(page)
    assert "未主动迎接" in shown and "一号厅" in shown
    for secret in ("暗访员", "示例暗访公司", "照片", "IMG"):
        assert secret not in shown
    mark = reverse("go", args=["findings.visitpoint", fault.pk])
    assert mark not in page.xpath("//a/@href")
    assert mark in get("clerk", "finding", "spring", finding.number).xpath("//a/@href")
    evidence = Evidence.objects.get(name="照片1.jpg")
    head = visit("head")
    for url in (
        mark,
        reverse("site_visit", args=["spring", found.pk]),
        reverse("visit_photo", args=["spring", found.pk, VisitPhoto.objects.get().pk]),
        reverse("evidence", args=["spring", evidence.pk]),
    ):
        assert head.get(url).status_code == 404, url
    about_visits = Event.objects.filter(kind__startswith="sitevisit.")
    assert about_visits.count() >= 3
    assert not about_visits.visible_to(world.head).exists()


def test_a_photo_is_kept_without_what_the_telephone_wrote_into_it(world):
    original = photo().read()
    assert b"PhoneMaker" in original and b"Zhang" in original
    fields = {**sent(world), "files": photo()}
    post("guest", "save_visit", "spring", visit_of(world).pk, **fields)
    kept = VisitPhoto.objects.get().evidence
    contents = read_verified(kept)
    for secret in (b"PhoneMaker", b"Zhang", b"Exif"):
        assert secret not in contents
    with Image.open(BytesIO(contents)) as picture:
        assert (picture.format, picture.size, dict(picture.getexif())) == ("JPEG", (64, 48), {})
    assert (kept.name, kept.owner, kept.department) == (
        "照片1.jpg",
        world.guest,
        world.departments["OFFICE"],
    )
    assert not Evidence.objects.library(world.campaign, world.departments["SALES"]).exists()


def test_what_is_no_photo_is_refused_and_the_record_kept(world):
    words = SimpleUploadedFile("说明.txt", "说明".encode(), "text/plain")
    broken = SimpleUploadedFile("坏.jpg", b"\xff\xd8\xff\xe0 nothing", "image/jpeg")
    fields = {**sent(world, submit="1"), "files": [words, broken]}
    answer = post("guest", "save_visit", "spring", visit_of(world).pk, **fields)
    assert "照片（JPEG" in text(answer.page) and "无法识别" in text(answer.page)
    assert not VisitPhoto.objects.exists()
    assert (visit_of(world).status, visit_of(world).visited_on) == ("planned", clock.today())


def test_a_photo_is_taken_off_by_its_visitor_until_it_is_handed_in(world):
    found = visit_of(world)
    visit_photos.take(found, [photo()], by=world.guest)
    use = VisitPhoto.objects.get()
    submitted(world)
    post("guest", "remove_photo", "spring", found.pk, use.pk, status=409)
    visiting.send_back(visit_of(world), "重拍", by=world.clerk)
    post("guest", "remove_photo", "spring", found.pk, use.pk)
    assert not VisitPhoto.objects.exists()


def many_visits(world, faulty: int, sites: int) -> None:
    """`sites` own halls were visited, in `faulty` of them the service was bad."""
    names = [f"厅{number}" for number in range(sites)]
    registers.add_sites(
        world.campaign, names, kind="own", department=world.departments["SALES"], by=world.clerk
    )
    halls = list(Site.objects.filter(name__in=names))
    today = clock.today()
    rows = SiteVisit.objects.bulk_create(
        SiteVisit(
            plan=world.plan, site=site, visitor=world.guest, status="accepted", visited_on=today
        )
        for site in halls
    )
    point = first_point(world)
    VisitPoint.objects.bulk_create(
        VisitPoint(visit=row, point=point, score=1, faulty=place < faulty)
        for place, row in enumerate(rows)
    )


def test_the_share_of_the_source_comes_from_its_counts(world):
    """有20.2%的自有营业厅: 21 of 104 own halls, whatever partners do."""
    many_visits(world, 21, 104)
    accepted(world, "三号厅", "服务态度")
    found = visit_results.results(world.campaign, world.clerk)
    own, partner = found.kinds
    assert [(r.with_fault, r.visited) for r in (own, partner, found.total)] == [
        (21, 104),
        (1, 1),
        (22, 105),
    ]
    said = text(get("leader", "visit_results", "spring"))
    assert "20.2%" in said and "检查场所105个，其中22个存在问题" in said
    sheet = visit("clerk").get(reverse("visit_results_export", args=["spring"]))
    own_row = next(row for row in rows_of(sheet.content) if row[1] == own.label)
    assert own_row[2:4] == (21, 104)
    assert own_row[4].date() == own_row[5].date() == clock.today()


@pytest.mark.parametrize(("faulty", "shown"), [(1, "不足0.1%"), (2999, "99.9%"), (0, "0%")])
def test_no_share_is_rounded_to_all_or_none(world, faulty, shown):
    many_visits(world, faulty, 3000)
    row = get("clerk", "visit_results", "spring").xpath(
        "//section[@aria-labelledby='by-kind']//tbody/tr[1]"
    )
    assert shown in text(row[0])


def test_a_site_that_was_visited_twice_counts_once(world):
    accepted(world, "一号厅", "服务态度")
    again = visiting.plan_visits(
        world.campaign,
        [(Site.objects.get(name="一号厅"), world.guest)],
        script=world.script,
        by=world.clerk,
        title="复查",
        starts_on=clock.today(),
        ends_on=clock.today(),
    ).visits.get()
    marks = {point.pk: Mark(point.most) for point in world.script.points.all()}
    visiting.save_visit(again, marks, by=world.guest, visited_on=clock.today())
    visiting.submit(again, by=world.guest)
    visiting.accept(SiteVisit.objects.get(pk=again.pk), by=world.clerk)
    found = visit_results.results(world.campaign, world.clerk)
    assert (found.total.with_fault, found.total.visited) == (1, 1)
    by_class = {rate.label: (rate.with_fault, rate.visited) for rate in found.classes}
    assert by_class == {name: (int(name == "服务态度"), 1) for name in CLASSES}


def test_only_accepted_visits_of_the_period_count(world):
    submitted(world, "二号厅", "服务态度")
    accepted(world, "一号厅", "服务态度")
    today = clock.today()
    for first, last, visited in ((today, today, 1), (today + timedelta(days=1), None, 0)):
        found = visit_results.results(world.campaign, world.clerk, first, last)
        assert found.total.visited == visited
    assert visit_results.results(world.campaign, world.clerk).districts[0].label == "东区"


def test_a_script_that_is_used_stays_and_a_word_that_is_used_too(world):
    page = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-text": "新要点"}
    point = world.script.points.first()
    row = {"form-0-most": 5, "form-0-fault_class": point.fault_class_id}
    post("clerk", "visit_script", "spring", world.script.pk, status=409, **page, **row)
    post("clerk", "visit_lists", "spring", status=409, fault_class="服务态度")
    assert world.script.points.count() == 7


def test_a_site_that_is_visited_stays_on_the_list(world):
    site = Site.objects.get(name="一号厅")
    post("clerk", "remove_site", "spring", site.pk, status=409)
    with pytest.raises(NotAllowed, match="不能删除"):
        registers.remove_site(site, by=world.clerk)
    assert Site.objects.filter(pk=site.pk).exists()


def test_filters_narrow_list_and_worksheet_alike(world):
    accepted(world, "一号厅", "服务态度")
    fault = first_point(world).fault_class_id
    for query, names in (
        ("?kind=partner", ["三号厅"]),
        ("?district=东区&status=planned", ["二号厅"]),
        (f"?fault={fault}", ["一号厅"]),
        ("?plan=0&status=nothing", ["一号厅", "三号厅", "二号厅"]),
    ):
        page = get("clerk", "site_visits", "spring", query=query)
        assert [text(a) for a in page.xpath("//td[@class='lead']/a")] == names
        sheet = visit("clerk").get(reverse("visits_export", args=["spring"]) + query)
        assert list(dict.fromkeys(row[1] for row in rows_of(sheet.content)[1:])) == names


def test_the_register_and_the_results_cost_the_same_for_many(world):
    many_visits(world, 1, 2)
    clerk = visit("clerk")
    urls = [reverse(name, args=["spring"]) for name in ("site_visits", "visit_results")]
    before = [cost(clerk, url) for url in urls]
    registers.add_sites(
        world.campaign,
        [f"新厅{n}" for n in range(30)],
        kind="own",
        department=world.departments["SALES"],
        by=world.clerk,
    )
    for site in Site.objects.filter(name__startswith="新厅"):
        row = SiteVisit.objects.create(
            plan=world.plan, site=site, visitor=world.guest, status="accepted",
            visited_on=date(2026, 3, 2),
        )  # fmt: skip
        VisitPoint.objects.create(visit=row, point=first_point(world), score=1, faulty=True)
    assert [cost(clerk, url) for url in urls] == before


def test_a_draft_with_a_script_can_be_thrown_away(world):
    draft = launch.draft(
        by=world.clerk,
        kind="supervision",
        code="autumn",
        title="秋季专项自查",
        organisation=world.departments["CO"],
        organisation_name="示例公司",
        organisation_short="示例公司",
        office=world.departments["OFFICE"],
        subject="重要文件",
    )
    visit_scripts.usual_script(draft, by=world.clerk)
    ending.delete_draft(draft, by=world.clerk)
    assert not VisitScript.objects.filter(campaign=draft.pk).exists()
