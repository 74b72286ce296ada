"""The department works on its task: reports, attaches, asks for acceptance."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from campaigns.models import Evidence
from organization import clock
from organization.models import Event, NotAllowed, Notification
from rectification.models import Progress, ProgressEvidence, Task
from tests.stage import staged
from tests.visiting import get, post, text, things
from tests.world import at, full_world

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    yield from staged(full_world, django_db_blocker)


@pytest.fixture
def world(db, scene, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return scene()


def report(account: str, status: int = 302, **fields):
    pk = Task.objects.get().pk
    fields = {"text": "已补齐一半", "percent": "50", **fields}
    return post(account, "report_progress", "spring", pk, status=status, **fields)


def submit(account: str, status: int = 302):
    return post(account, "submit_task", "spring", Task.objects.get().pk, status=status)


def test_the_first_report_starts_the_task(world):
    with clock.at(at(date(2026, 3, 16), 9)):
        report("member")
    task = Task.objects.get()
    assert (task.status, task.percent) == ("in_progress", 50)
    row = Progress.objects.get()
    assert (row.text, row.percent, row.by, row.on) == (
        "已补齐一半",
        50,
        world.member,
        date(2026, 3, 16),
    )
    kinds = list(Event.objects.order_by("id").values_list("kind", flat=True))
    assert kinds[-2:] == ["task.in_progress", "task.progress"]


def test_a_report_takes_files(world):
    files = [SimpleUploadedFile(f"清单{n}.pdf", PDF + str(n).encode()) for n in (1, 2)]
    sent = report("head", files=files)
    assert [use.evidence.name for use in ProgressEvidence.objects.order_by("id")] == [
        "清单1.pdf",
        "清单2.pdf",
    ]
    assert {row.department.code for row in Evidence.objects.all()} == {"SALES"}
    links = sent.page.xpath("//li[starts-with(@data-thing, 'evidence:')]/a")
    assert [text(link) for link in links] == ["清单2.pdf", "清单1.pdf"][::-1]


def test_a_wrong_file_is_refused_and_nothing_reported(world):
    sent = report("head", status=422, files=[SimpleUploadedFile("清单.pdf", b"MZ not a pdf")])
    assert "清单.pdf" in text(sent.page.xpath("//*[contains(@class, 'form-errors')]")[0])
    assert sent.page.xpath("//textarea[@id='progress_text']")[0].text.strip() == "已补齐一半"
    assert (Progress.objects.count(), Task.objects.get().status) == (0, "assigned")


@pytest.mark.parametrize("percent", ["101", "-1", "", "一半"])
def test_the_share_lies_between_0_and_100(world, percent):
    report("member", status=422, percent=percent)
    assert Progress.objects.count() == 0


def test_acceptance_is_asked_for_after_a_report(world):
    page = get("head", "task", "spring", Task.objects.get().pk)
    assert page.xpath("//form[@data-act='submit_task']") == []
    Task.objects.update(status="in_progress")
    page = get("head", "task", "spring", Task.objects.get().pk)
    [button] = page.xpath("//form[@data-act='submit_task']/button")
    assert text(button) == "申请验收（请先填报进展）"
    assert button.get("disabled") is not None
    submit("head", status=409)
    report("member")
    submit("head")
    task = Task.objects.get()
    assert (task.status, task.submitted_by) == ("submitted", world.head)
    told = Notification.objects.filter(kind="task_submitted")
    assert [row.recipient.account for row in told] == ["clerk"]


def test_nothing_is_added_while_it_waits(world):
    report("member")
    submit("member")
    report("member", status=409)
    page = get("member", "task", "spring", Task.objects.get().pk)
    assert page.xpath("//form[@data-act='report_progress']") == []
    assert Progress.objects.count() == 1


def test_the_page_says_what_is_to_be_done_until_when(world):
    Task.objects.update(due_text="三月下旬", due_on=date(2026, 3, 31), leader="副总经理")
    task = Task.objects.get()
    with clock.at(at(date(2026, 3, 16))):
        page = get("head", "task", "spring", task.pk)
    facts = text(page.xpath("//dl")[0])
    for words in ("1 资料不全", "补齐示例资料", "2026年3月31日", "（三月下旬）", "销售部填报人"):
        assert words in facts
    assert "原时限 2026年3月20日" in facts
    assert page.xpath("//*[@data-light]/@data-light") == ["on_time"]
    assert things(page, "task") == [(f"task:{task.pk}", "assigned")]


def test_a_responsible_person_without_a_role_gets_to_the_own_task(world):
    Task.objects.update(responsible=world.employee)
    pk = Task.objects.get().pk
    page = get("employee", "task", "spring", pk)
    assert page.xpath("//form[@data-act='report_progress']")
    assert "资料不全" in text(page)
    report("employee")
    assert things(get("employee", "ledger", "spring"), "task") == [(f"task:{pk}", "in_progress")]
    get("employee", "finding", "spring", 1, status=404)


def test_a_supporting_department_reads_along(world):
    task = Task.objects.get()
    task.supports.add(world.departments["SERVICE"])
    page = get("service_head", "task", "spring", task.pk)
    assert page.xpath("//main//form[@method='post']") == []
    report("service_head", status=403)


def test_what_a_restricted_finding_is_about_stays_with_the_overseers(world):
    finding = Task.objects.get().finding
    type(finding).objects.update(restricted=True, title="限制标题", problem="限制内容")
    shown = text(get("head", "task", "spring", Task.objects.get().pk))
    assert "限制标题" not in shown
    assert "限制内容" not in shown
    assert "限制内容" in text(get("clerk", "task", "spring", Task.objects.get().pk))


def test_the_light_looks_at_the_day_the_work_was_handed_in(world):
    task = Task.objects.get()
    report("member")
    due = task.due_on
    for submitted, light in ((due, "done"), (due + timedelta(days=1), "done_late")):
        Task.objects.update(status="submitted", submitted_at=at(submitted, 23, 59))
        task = Task.objects.get()
        assert task.finished_on == submitted
        assert task.light(due + timedelta(days=30)) == light
    # Sent back, the clock runs again.
    Task.objects.update(status="returned")
    assert Task.objects.get().light(due + timedelta(days=1)) == "late"
    assert Task.objects.get().finished_on is None


def test_a_closed_campaign_takes_no_report(world):
    type(world.campaign).objects.update(status="closed")
    report("member", status=409)
    with pytest.raises(NotAllowed):
        Task.objects.get().begin(by=world.head)
    page = get("member", "task", "spring", Task.objects.get().pk)
    assert page.xpath("//main//form[@method='post']") == []


def test_a_report_tells_numbers_and_documents(world):
    lines = {
        "outcomes-TOTAL_FORMS": "2",
        "outcomes-INITIAL_FORMS": "0",
        "outcomes-0-name": "授权账号",
        "outcomes-0-before": "86",
        "outcomes-0-after": "41.5",
        "outcomes-0-unit": "个",
        "documents-TOTAL_FORMS": "2",
        "documents-INITIAL_FORMS": "0",
        "documents-0-title": "查询权限管理办法",
        "documents-0-number": "示例〔2026〕8号",
    }
    sent = report("head", **lines)
    row = Progress.objects.get()
    assert [str(one) for one in row.outcomes.all()] == ["授权账号 86 → 41.5个"]
    assert [str(one) for one in row.documents.all()] == ["查询权限管理办法（示例〔2026〕8号）"]
    assert "授权账号 86 → 41.5个" in text(sent.page)
    assert "查询权限管理办法（示例〔2026〕8号）" in text(sent.page)


def test_a_number_needs_a_value_after(world):
    lines = {
        "outcomes-TOTAL_FORMS": "1",
        "outcomes-INITIAL_FORMS": "0",
        "outcomes-0-name": "授权账号",
    }
    report("head", status=422, **lines)
    assert Progress.objects.count() == 0
