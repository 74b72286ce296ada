"""报送材料包: what lies in it, that it is the same when made again, and who takes it out."""

import hashlib
import io
import zipfile
from datetime import timedelta

import pytest
from django.conf import settings as conf
from django.test import Client
from docx import Document as WordFile
from openpyxl import load_workbook

from campaigns import evidence, scans
from campaigns.models import Answer, AnswerEvidence, Evidence
from findings import confidentiality
from findings.models import Finding, FindingSource
from organization import clock, jobs
from organization.models import Event, Job, NotAllowed
from reports import dispatching, packages, publishing, rendering
from reports.figures import Figures
from reports.freezing import freeze
from reports.kinds import KINDS, UPWARD
from reports.models import Dispatch, Package, PaperFile, Publication
from reports.papers import package_words
from tests.evidence_files import pdf, upload
from tests.reporting import LAST, afresh, told_once
from tests.world import at

PAGE = "/campaigns/spring/papers/final/dispatch/"
MAKE = "/campaigns/spring/papers/final/packages/"
NEXT = LAST + timedelta(days=3)


@pytest.fixture(scope="module")
def base(django_db_setup, django_db_blocker):
    with told_once(django_db_blocker) as world:
        yield world


@pytest.fixture
def story(base, db, settings, tmp_path):
    """Evidence was handed in by two departments, and the report was issued."""
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    world = afresh(base)
    with clock.at(at(LAST, 14)):
        world.files = [
            hand_in(world, "SALES", 1, "登记表.txt", b"one"),
            hand_in(world, "SALES", 2, "登记表.txt", b"two"),
            hand_in(world, "SALES", 2, "登记表.txt", b"three"),
            hand_in(world, "SERVICE", 2, "说明.txt", b"four"),
        ]
    with clock.at(at(LAST, 15)):
        world.paper = publishing.draft(world.campaign, "final", by=world.clerk)
        publishing.send_to_review(world.paper, by=world.clerk)
        publishing.sign(world.paper, by=world.leader)
        publishing.issue(world.paper, by=world.clerk, document_number="示例〔2026〕7号")
    with clock.at(at(NEXT, 9)):
        yield world


def hand_in(world, department: str, no: int, name: str, contents: bytes) -> Evidence:
    """The file lay with the answer when the department submitted it."""
    row = evidence.store(
        upload(name, contents), world.campaign, world.departments[department], by=world.head
    )
    answer = Answer.objects.get(selfcheck=world.sheet(department), item__no=no)
    AnswerEvidence.objects.create(
        evidence=row, target=answer, at=answer.selfcheck.submitted_at - timedelta(minutes=1)
    )
    return row


def made(story, **options) -> Package:
    options = {"with_evidence": True, "names_hidden": False, **options}
    job = packages.ask_for(story.paper, **options, by=story.clerk)
    assert jobs.run(job.pk)
    assert Job.objects.get(pk=job.pk).state == "done", Job.objects.get(pk=job.pk).error
    return Package.objects.get(publication=story.paper, **options)


def read(package: Package) -> dict[str, bytes]:
    with zipfile.ZipFile(rendering.path_of(package)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def as_(story, name: str) -> Client:
    client = Client()
    client.force_login(getattr(story, name), "django.contrib.auth.backends.ModelBackend")
    return client


def test_the_text_and_each_annex_are_files_of_their_own(story):
    inside = read(made(story))
    title = "示例公司关于重要文件执行情况效能监察自查情况的报告"
    assert {f"正文 {title}.pdf", f"正文 {title}.docx"} <= set(inside)
    annexes = ["附件1 问题清单", "附件2 整改台账", "附件3 检查项点自查结果一览表"]
    for name in annexes:
        assert inside[f"{name}.pdf"].startswith(b"%PDF-")
        first = [p.text for p in WordFile(io.BytesIO(inside[f"{name}.docx"])).paragraphs[:2]]
        assert " ".join(first) == name
        rows = list(load_workbook(io.BytesIO(inside[f"{name}.xlsx"])).active.values)
        assert rows[0][0] == "序号" and len(rows) > 1
    body = "".join(p.text for p in WordFile(io.BytesIO(inside[f"正文 {title}.docx"])).paragraphs)
    assert "特此报告。" in body and "附件1\n" not in body


def test_evidence_lies_by_department_and_item_under_names_that_do_not_collide(story):
    inside = read(made(story))
    found = {name: text for name, text in inside.items() if name.startswith("佐证材料/")}
    folders = {name.rsplit("/", 1)[0]: 1 for name in found}
    assert [folder.split("/")[1] for folder in folders] == ["销售部", "销售部", "服务部"]
    assert [folder.split("/")[2][:4] for folder in folders] == ["项点01", "项点02", "项点02"]
    assert list(found.values()) == [b"one", b"two", b"three", b"four"]
    assert [name.rsplit("/", 1)[1] for name in found] == [
        "登记表.txt",
        "登记表.txt",
        "登记表（2）.txt",
        "说明.txt",
    ]


def test_the_signed_scan_that_was_valid_then_lies_with_its_department(story):
    before = story.paper.as_of - timedelta(hours=1)
    with clock.at(before):
        scans.attach(story.sheet(), upload("签字页.pdf", pdf()), by=story.head)
    scans.attach(story.sheet(), upload("补签页.pdf", pdf() + b"%"), by=story.head)
    found = [name for name in read(made(story)) if "扫描件" in name]
    assert found == ["佐证材料/销售部/签字扫描件/签字页.pdf"]


def test_a_signed_sheet_behind_a_restricted_finding_stays_at_home(story):
    with clock.at(story.paper.as_of - timedelta(hours=1)):
        scans.attach(story.sheet(), upload("签字页.pdf", pdf()), by=story.head)
    answer = Answer.objects.filter(selfcheck=story.sheet()).first()
    FindingSource.objects.get_or_create(finding=story.finding, answer=answer)
    Finding.objects.filter(pk=story.finding.pk).update(restricted=True)
    assert not [name for name in read(made(story)) if "扫描件" in name]


def test_every_file_can_be_verified_by_the_list(story):
    package = made(story)
    inside = read(package)
    listed = load_workbook(io.BytesIO(inside["清单.xlsx"])).active.values
    next(listed)
    sums = {path: (size, sha) for _n, path, size, sha, _note in listed}
    others = {"清单.xlsx", "清单.txt", "说明.txt"}
    assert set(sums) == set(inside) - others
    for path, (size, sha) in sums.items():
        assert (len(inside[path]), hashlib.sha256(inside[path]).hexdigest()) == (size, sha)
        assert f"{path}\t{size}\t{sha}" in inside["清单.txt"].decode("utf-8-sig")
    told = inside["说明.txt"].decode("utf-8-sig")
    assert "发文字号：示例〔2026〕7号" in told and "certutil" in told and "共4份" in told
    assert package.files == len(sums)


def test_made_again_it_is_the_same_bytes_whatever_the_records_do(story):
    first = made(story)
    path = rendering.path_of(first)
    story.campaign.title = "改名"
    story.campaign.save()
    with clock.at(at(NEXT + timedelta(days=9), 9)):
        hand_in(story, "SALES", 1, "后补.txt", b"later")
        AnswerEvidence.objects.filter(evidence__name="后补.txt").update(at=clock.now())
        again = made(story)
    assert (again.pk, again.sha256) == (first.pk, first.sha256)
    assert again.sha256 == hashlib.sha256(rendering.path_of(again).read_bytes()).hexdigest()
    assert not path.exists() and Package.objects.count() == 1


def test_names_in_the_archive_are_utf_8(story):
    with zipfile.ZipFile(rendering.path_of(made(story))) as archive:
        assert all(part.flag_bits & 0x800 for part in archive.infolist())
        assert {part.date_time[:3] for part in archive.infolist()} == {(2026, 3, 13)}


def test_damaged_and_lost_evidence_is_named_and_stays_behind(story):
    evidence.path_of(story.files[0]).write_bytes(b"another")
    evidence.path_of(story.files[3]).unlink()
    package = made(story)
    inside = read(package)
    assert sum(name.startswith("佐证材料/") for name in inside) == 2
    whys = [row["why"] for row in package.left_out]
    assert whys == [package_words.CHANGED, package_words.GONE]
    for name in ("清单.txt", "说明.txt"):
        text = inside[name].decode("utf-8-sig")
        assert all(why in text for why in whys)
        assert all(row["path"] in text for row in package.left_out)
    page = as_(story, "clerk").get(PAGE).content.decode()
    assert "2份佐证材料未能收入" in page and package_words.CHANGED in page
    assert Event.objects.filter(kind="evidence.damaged").count() == 1


def test_what_is_limited_replaced_or_kept_apart_stays_out(story):
    confidentiality.limit(story.finding, "overseers", by=story.clerk)
    assert sum(n.startswith("佐证材料/") for n in read(made(story))) == 1  # both answers to item 2
    AnswerEvidence.objects.filter(evidence=story.files[0]).update(replaced_at=at(LAST, 14))
    assert not any(n.startswith("佐证材料/") for n in read(made(story)))


def test_without_evidence_and_without_names(story):
    plain = read(made(story, with_evidence=False))
    assert not any(name.startswith("佐证材料/") for name in plain)
    hidden = made(story, with_evidence=False, names_hidden=True)
    assert hidden.name.endswith("报送材料包（隐名）.zip")
    assert "隐名版" in read(hidden)["说明.txt"].decode("utf-8-sig")
    assert Package.objects.count() == 2
    with pytest.raises(NotAllowed, match="无法隐去"):
        made(story, names_hidden=True)
    answer = as_(story, "clerk").post(MAKE, {"with_evidence": "on", "names_hidden": "on"})
    assert answer.status_code == 422 and "无法隐去" in answer.content.decode()


def test_formulas_in_tables_are_only_text(story):
    from reports.document import Annex, Column, Document, Figure, Table
    from reports.packed_papers import papers_of

    link = Figure("n", "12", 12)
    table = Table((Column("问题", 40), Column("数", 20)), (("=1+1", (link,)), ("@x", "－")))
    document = Document("报告", (), (Annex("清单", (table,)),))
    inside = dict(papers_of(document))
    rows = list(load_workbook(io.BytesIO(inside["附件 清单.xlsx"])).active.values)
    assert rows[1:] == [("'=1+1", 12), ("'@x", "－")]


def test_only_an_issued_report_becomes_a_package(story):
    story.paper = type(story.paper).objects.create(
        campaign=story.campaign, paper="final", number=2, made_by=story.clerk, status="signed"
    )
    with pytest.raises(NotAllowed, match="印发后"):
        made(story)


def test_no_room_on_the_disk_is_said_beforehand(story, monkeypatch):
    monkeypatch.setattr(packages, "SPARE", 10**18)
    answer = as_(story, "clerk").post(MAKE, {"with_evidence": "on"})
    assert answer.status_code == 409 and "剩余空间不足" in answer.content.decode()
    assert not Job.objects.filter(kind="package").exists()


def test_a_job_that_fails_keeps_the_package_of_before(story, monkeypatch):
    before = made(story)

    def break_off(*_args):
        raise OSError("full")

    monkeypatch.setattr(packages, "_add", break_off)
    job = packages.ask_for(story.paper, with_evidence=True, names_hidden=False, by=story.clerk)
    jobs.run(job.pk)
    assert Job.objects.get(pk=job.pk).state == "failed"
    assert rendering.path_of(before).exists()
    assert [p.name for p in rendering.papers_folder().glob(".*")] == []
    assert "材料包没有生成" in as_(story, "clerk").get(PAGE).content.decode()


def test_the_sweep_knows_packages_and_takes_what_a_killed_worker_left(story):
    kept = rendering.path_of(made(story))
    left = rendering.papers_folder() / ".deadbeef.zip"
    left.write_bytes(b"half")
    assert not PaperFile.objects.exists()
    with clock.at(clock.machine_now() + timedelta(days=1)):
        rendering.sweep()
    assert kept.exists() and not left.exists()


def test_office_and_leaders_take_it_out_and_the_log_says_so(story):
    package = made(story)
    here = f"{MAKE}{package.pk}/"
    assert as_(story, "inspector").get(here).status_code == 403
    assert "材料包" not in as_(story, "inspector").get(PAGE).content.decode()
    for name in ("clerk", "leader"):
        answer = as_(story, name).get(here)
        assert hashlib.sha256(answer.getvalue()).hexdigest() == package.sha256
        for close in answer._resource_closers:
            close()
    assert Event.objects.filter(kind="publication.package_downloaded").count() == 2
    rendering.path_of(package).write_bytes(b"damaged")
    assert as_(story, "clerk").get(here).status_code == 409


def test_the_dispatch_says_which_package_went_even_after_it_was_deleted(story):
    package = made(story)
    sent = {"to": "上级公司", "way": "oa", "sent_on": NEXT.isoformat(), "package": package.pk}
    page = as_(story, "clerk").post(f"{PAGE}sent/", sent, follow=True).content.decode()
    assert page.count(package.sha256) == 2
    path = rendering.path_of(package)
    as_(story, "clerk").post(f"{MAKE}{package.pk}/delete/")
    assert not Package.objects.exists() and not path.exists()
    assert Dispatch.objects.get().package_sha256 == package.sha256
    assert package.sha256 in as_(story, "clerk").get(PAGE).content.decode()
    dispatching.receive(Dispatch.objects.get(), on=NEXT, by=story.clerk)


def test_a_package_that_got_ready_meanwhile_can_be_named_without_a_reload(story):
    clerk, swaps = as_(story, "clerk"), 'id="sent-package" hx-swap-oob'
    job = packages.ask_for(story.paper, with_evidence=False, names_hidden=False, by=story.clerk)
    assert swaps not in clerk.get(PAGE, headers={"HX-Request": "true"}).content.decode()
    assert jobs.run(job.pk)
    package = Package.objects.get()
    polled = clerk.get(PAGE, headers={"HX-Request": "true"}).content.decode()
    assert f'<option value="{package.pk}">' in polled.partition(swaps)[2]
    dispatching.send_up(
        story.paper, to="省公司监察室", way=Dispatch.Way.PAPER, sent_on=LAST, by=story.clerk
    )
    assert swaps not in clerk.get(PAGE, headers={"HX-Request": "true"}).content.decode()


def test_packages_of_a_replaced_report_can_still_be_taken_out_and_deleted(story):
    package = made(story)
    sent = dispatching.send_up(story.paper, to="上级公司", way="oa", sent_on=NEXT, by=story.clerk)
    dispatching.take_returned(sent, on=NEXT, reason="补充", by=story.clerk)
    story.paper.refresh_from_db()
    later = publishing.revise(story.paper, by=story.clerk)
    publishing.send_to_review(later, by=story.clerk)
    publishing.sign(later, by=story.leader)
    publishing.issue(later, by=story.clerk)
    page = as_(story, "clerk").get(PAGE).content.decode()
    assert package.sha256 in page and "此前印发稿" in page
    as_(story, "clerk").post(f"{MAKE}{package.pk}/delete/")
    assert not Package.objects.exists()


@pytest.mark.parametrize("kind", sorted(UPWARD))
def test_every_paper_that_goes_up_has_a_package(story, kind):
    document = KINDS[kind].write(Figures(story.campaign, clock.now()), draft=False, issued_on=LAST)
    paper = Publication.objects.create(
        campaign=story.campaign, paper=kind, number=9, status="issued", content=freeze(document),
        as_of=at(LAST), signed_at=at(LAST), issued_at=at(LAST), made_by=story.clerk,
    )  # fmt: skip
    story.paper = paper
    inside = read(made(story))
    assert f"正文 {document.title}.pdf" in inside
    assert len(document.annexes) == sum(
        name.startswith("附件") and name.endswith(".pdf") for name in inside
    )
    page = as_(story, "leader").get(f"/campaigns/spring/papers/{kind}/dispatch/")
    assert "报送材料包.zip" in page.content.decode() or "含佐证材料" in page.content.decode()


def test_the_worker_holds_a_piece_of_a_file_at_a_time(story, monkeypatch):
    import tracemalloc

    big = 40 * 1024 * 1024
    monkeypatch.setattr(conf, "EVIDENCE_MAX_BYTES", big + 1)
    path = evidence.path_of(story.files[0])
    digest = hashlib.sha256()
    with path.open("wb") as file:
        for _n in range(40):
            file.write(b"x" * 1024 * 1024)
            digest.update(b"x" * 1024 * 1024)
    Evidence.objects.filter(pk=story.files[0].pk).update(sha256=digest.hexdigest(), size=big)
    made(story)  # what is loaded once is no part of it
    tracemalloc.start()
    package = made(story)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert package.size > big
    assert peak < 20 * 1024 * 1024
