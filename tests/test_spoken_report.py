"""汇报稿: what is read aloud, from records; every number leads to as many records as it says."""

import json
from dataclasses import replace
from io import BytesIO

import docx
import pytest
from pypdf import PdfReader

from campaigns.models import Group
from findings import evaluating, visiting, walking, word_lists
from findings.models import Finding, Opinion, SiteVisit
from organization import clock
from rectification.models import Task
from rectification.planning import add_measure, assign_task
from reports.document import Figure, Heading, Title, plain
from reports.kinds import KINDS
from reports.papers import write
from reports.records import line_of
from reports.renderers.docx import render_docx
from reports.renderers.json import document_json
from reports.renderers.pdf import render_pdf
from reports.rendering import in_edition
from tests.hearing import said
from tests.outside import cells, proposal_of, valid, visit_of, walked
from tests.speaking import figures_of, heard, problem, speech, words
from tests.stage import staged
from tests.visiting import get, text


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(heard, django_db_blocker)


@pytest.fixture
def world(db, scene):
    return scene()


@pytest.fixture
def walkers(world):
    """A team has walked one task as well; one project came of it."""
    word_lists.take_usual(world.campaign, by=world.clerk)
    world.team = Group.set_up(world.campaign, by=world.clerk, kind="walk", name="第一穿越小组")
    world.team.add(world.employee, "chair", by=world.clerk)
    world.team.add(world.service_head, by=world.clerk)
    walking.plan_walks(world.campaign, cells(world), by=world.clerk)
    walked(world, 1, "统一宣传口径", "简化开户表单", "统一口径")
    valid(world, 1)
    valid(world, 3)
    evaluating.merge_into(proposal_of(3), proposal_of(1), by=world.clerk)
    adopt(world, 1, "统一宣传规范标准")
    return world


def test_it_has_salutation_and_thanks_but_neither_addressee_nor_signature(world):
    document = speech(world)
    kinds = [type(block).__name__ for block in document.blocks]
    assert "Addressee" not in kinds and "Signature" not in kinds
    title = document.blocks[0]
    assert isinstance(title, Title) and plain(title.byline).startswith("示例公司")
    said_aloud = words(document)
    assert "尊敬的各位领导，同志们：" in said_aloud
    assert "按照市纠风办的统一部署" in said_aloud and "请予评议" in said_aloud
    assert said_aloud.endswith("谢谢大家！")


def test_a_rate_of_halls_stands_with_both_counts_and_its_days(world):
    assert "检查自有营业厅1个，存在服务态度方面的问题。" in words(speech(world))
    accepted_second(world)
    assert "检查自有营业厅2个，其中1个存在服务态度方面的问题，占50%（1/2）" in words(speech(world))
    SiteVisit.objects.filter(pk=visit_of(world).pk).update(status="returned")
    assert "检查自有营业厅1个，未发现问题。" in words(speech(world))


def test_every_hall_with_a_fault_is_no_part_of_the_whole(world):
    accepted_second(world)
    points = visit_of(world, "二号厅").points
    points.filter(point__fault_class__name="服务态度").update(faulty=True)
    assert "检查自有营业厅2个，均存在服务态度方面的问题。" in words(speech(world))


def accepted_second(world):
    visiting.accept(visit_of(world, "二号厅"), by=world.clerk)


def test_no_visit_no_sentence(world):
    SiteVisit.objects.update(status="returned")
    assert "检查自有营业厅" not in words(speech(world))


def test_one_part_that_is_left_out_renumbers_the_rest(world):
    headings = [plain(b.runs) for b in speech(world).blocks if isinstance(b, Heading)]
    assert headings[0] == "一、主要做法"
    assert "三、下一步工作安排" in headings and "我从三个方面作汇报" in words(speech(world))
    Finding.objects.update(status="dismissed")
    headings = [plain(b.runs) for b in speech(world).blocks if isinstance(b, Heading)]
    assert [one for one in headings if one[1] == "、"] == ["一、主要做法"]
    assert "下面，我作汇报" in words(speech(world))


def test_the_funnel_is_told_from_its_records(walkers):
    said_aloud = words(speech(walkers))
    assert "2人以普通客户身份" in said_aloud
    assert (
        "共完成穿越任务1项，收集有效建议2条，经评估确定1项整改项目，为“统一宣传规范标准”"
        in said_aloud
    )
    valid(walkers, 2)
    assert "收集有效建议3条" in words(speech(walkers))


def test_a_lone_project_is_told_as_it_stands(walkers):
    project = Finding.objects.improvements().get()
    assert "为“统一宣传规范标准”；目前正在制定整改措施。" in words(speech(walkers))
    project.confirm(by=walkers.clerk)
    measure = add_measure(project, by=walkers.clerk, text="统一口径")
    sales = walkers.departments["SALES"]
    task = assign_task(measure, sales, clock.today(), by=walkers.clerk)
    assert "；目前正在整改。" in words(speech(walkers))
    Task.objects.filter(pk=task.pk).update(status="submitted")
    assert "；目前已完成整改、正在组织验收。" in words(speech(walkers))
    Finding.objects.filter(pk=project.pk).update(status="closed")
    assert "；目前已完成整改并验收销号。" in words(speech(walkers))


def test_several_projects_are_named_in_part_and_listed_in_the_annex(walkers):
    assert speech(walkers).annexes == ()
    for number, text_ in enumerate(("甲流程", "乙流程", "丙流程"), start=4):
        walked(walkers, number - 2, text_)
        valid(walkers, number)
        adopt(walkers, number, text_)
    document = speech(walkers)
    assert "4项整改项目（见附件），包括“统一宣传规范标准”“甲流程”“乙流程”等" in words(document)
    assert len(document.annexes[0].blocks[0].rows) == 4
    figures = figures_of(walkers)
    bare = KINDS["final"].checks(replace(document, annexes=()), figures)
    assert [c.level for c in bare if "附件列出0项" in c.text] == ["block"]
    assert not any("附件列出" in c.text for c in KINDS["final"].checks(document, figures))


def adopt(world, number, title):
    proposal = [proposal_of(number)]
    service = world.departments["SERVICE"]
    return evaluating.adopt(world.campaign, proposal, title, by=world.clerk, department=service)


def test_opinions_are_told_by_channel_with_what_became_of_them(world):
    assert "征集意见建议" not in words(speech(world))
    said(world)
    assert "共征集意见建议1条；正在办理。" in words(speech(world))
    said(world, channel="letter").set_aside(by=world.clerk, reason="重复")
    said_aloud = words(speech(world))
    assert "共征集意见建议2条，其中" in said_aloud
    assert said_aloud.count("1条、") == 1 and "；已办理1条，办结率50%（1/2）" in said_aloud
    Opinion.objects.filter(channel="letter").delete()
    Opinion.objects.get().set_aside(by=world.clerk, reason="重复")
    assert "共征集意见建议1条，已办结。" in words(speech(world))


@pytest.mark.parametrize("which", ["world", "walkers"])
def test_every_figure_leads_to_as_many_records_as_it_says(db, request, which):
    world = request.getfixturevalue(which)
    if which == "world":
        said(world)
        problem(world, "排队时间长", "高峰时段排队较长", "增开窗口")
    figures = figures_of(world)
    document = write("final", figures)
    found = {run.name for runs in document.all_runs() for run in runs if isinstance(run, Figure)}
    assert found
    for name in found:
        rows = list(figures.rows(name))
        assert figures[name].count == len(rows), name
        assert all(line_of(row, figures.sources).text for row in rows)
        assert get("clerk", "figure", "spring", name) is not None


def test_one_visit_more_is_read_in_every_format(world):
    accepted_second(world)
    document = speech(world)
    wanted = "占50%（1/2）"
    pages = PdfReader(BytesIO(render_pdf(document))).pages
    assert wanted in "".join(page.extract_text() for page in pages).replace("\n", "")
    word = docx.Document(BytesIO(render_docx(document)))
    assert wanted in "".join(paragraph.text for paragraph in word.paragraphs)
    assert wanted in json.dumps(document_json(document), ensure_ascii=False)
    assert wanted in text(get("clerk", "paper", "spring", "final"))


def test_the_large_edition_says_the_same_in_larger_type(world):
    document = speech(world)
    large = in_edition(document, "large")
    assert words(large) == words(document) and large.layout == "large"
    usual, big = (PdfReader(BytesIO(render_pdf(one))) for one in (document, large))
    assert len(big.pages) > len(usual.pages)
    with pytest.raises(LookupError):
        in_edition(document, "huge")
