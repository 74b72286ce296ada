"""One workbook of departments and people: every error by cell, a preview, all or nothing."""

import io
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from organization import directory, directory_import
from organization.directory_export import workbook as exported
from organization.models import Department, DepartmentRole, Event, NotAllowed, Person
from organization.sheets import Sheet, Unreadable
from tests.signed_in import at_browser, text_of
from tests.test_sheets import workbook

DEPARTMENTS = ["部门编码", "部门名称", "简称", "类型", "上级编码", "顺序"]
PEOPLE = ["账号", "姓名", "岗位", "部门编码", "层级", "是否党员", "邮箱", "手机", "角色"]
TEAM = ["TEAM", "营业班", "", "班组", "SALES", "3"]
ZHANG = [
    "zhangsan",
    "张三",
    "班长",
    "TEAM",
    "党员骨干",
    "是",
    "z@example.org",
    "13900001111",
    "负责人",
]


def sheets(departments=(), people=()) -> list[Sheet]:
    return [
        Sheet("部门", [DEPARTMENTS, *map(list, departments)]),
        Sheet("人员", [PEOPLE, *map(list, people)]),
    ]


def plan(departments=(), people=()) -> directory_import.Plan:
    return directory_import.plan(sheets(departments, people))


def errors(departments=(), people=()) -> list[str]:
    return [str(error) for error in plan(departments, people).errors]


def upload(content: bytes, account: str = "admin"):
    file = SimpleUploadedFile("名册.xlsx", content)
    return at_browser(account).post(reverse("directory_import"), {"file": file})


def file(departments=(), people=()) -> bytes:
    title = ["组织机构与人员（2026年）"]
    return workbook(
        ("部门", [title, DEPARTMENTS, *departments], "A1:F1"),
        ("说明", [["本表由办公室维护"]]),
        ("人员", [PEOPLE, *people]),
    )


def confirm(preview_url: str, account: str = "admin", digest: str | None = None):
    client = at_browser(account)
    page = client.get(preview_url).content.decode()
    digest = digest or page.split('name="digest" value="')[1].split('"')[0]
    return client.post(f"{preview_url}confirm/", {"digest": digest})


def test_the_whole_way_from_the_file_to_the_directory(world):
    sent = upload(file([TEAM], [ZHANG]))
    assert sent.status_code == 302
    preview = at_browser("admin").get(sent.url)
    text = text_of(preview)
    assert "部门 1 0 0 人员 1 0 0" in text
    assert "未读取： 说明" in text
    assert Department.objects.filter(code="TEAM").count() == 0
    assert confirm(sent.url).status_code == 302
    person = Person.objects.get(account="zhangsan")
    assert (person.name, person.post, person.level) == ("张三", "班长", "backbone")
    assert (person.is_party_member, person.email) == (True, "z@example.org")
    assert (person.department.path, person.has_usable_password()) == ("/CO/SALES/TEAM/", False)
    assert DepartmentRole.objects.get(user=person).role == "head"
    event = Event.objects.get(kind="directory.imported")
    assert event.particulars["people"] == {"new": 1, "changed": 0, "same": 0}


def test_every_error_is_listed_with_its_cell(world):
    found = errors(
        [
            ["销售", "x", "", "", "CO", ""],
            ["TEAM", "", "", "车间", "NOWHERE", "第三"],
            ["TEAM", "重复", "", "班组", "CO", "1"],
            ["sales", "大小写", "", "部门", "CO", "1"],
            ["", "无编码", "", "", "CO", ""],
            ["ROOT", "无上级", "", "部门", "", ""],
        ],
        [
            ["a b", "", "", "NOWHERE", "科员", "也许", "x", "12", "主任"],
            ["head", "张三", "", "SALES", "", "", "", "", ""],
            ["HEAD", "李四", "岗" * 61, "SALES", "", "", "", "", ""],
            ["auditor", "审计员", "", "CO", "", "", "", "", "负责人"],
        ],
    )
    assert found == [
        "部门!A2：编码由字母、数字、“_”和“-”组成，最多40个字符。",
        "部门!B3：不能为空。",
        "部门!D3：不能填“车间”，可填：公司、部门、县公司、班组、合作单位。",
        "部门!E3：没有编码为“NOWHERE”的部门。",
        "部门!F3：应为0至99999的整数。",
        "部门!A4：“TEAM”与部门!A3重复。",
        "部门!A5：已有部门使用这个编码（不区分大小写）。",
        "部门!A6：不能为空。",
        "部门!E7：除公司和合作单位外，须填写上级编码。",
        "人员!A2：账号由字母、数字和“. @ + - _”组成，最多60个字符。",
        "人员!B2：不能为空。",
        "人员!D2：没有编码为“NOWHERE”的部门。",
        "人员!E2：不能填“科员”，可填：班子成员、中层、党员骨干、员工。",
        "人员!F2：不能填“也许”，可填：是、否。",
        "人员!G2：邮箱格式不对。",
        "人员!H2：手机号格式不对。",
        "人员!I2：不能填“主任”，可填：负责人、填报人。",
        "人员!A4：“HEAD”与人员!A3重复。",
        "人员!C4：共61个字符，最多60个。",
        "人员!I5：系统岗位人员不担任专项活动角色。",
    ]


def test_the_page_shows_the_errors_and_nothing_is_kept(world, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    page = upload(file([["TEAM", "", "", "班组", "CO", ""]], [ZHANG]))
    assert page.status_code == 422
    assert "共1处错误，没有导入任何内容" in text_of(page)
    assert 'data-cell="部门!B3"' in page.content.decode()
    assert list(Path(tmp_path).rglob("*-*")) == []


def test_departments_that_run_in_a_circle_are_errors(world):
    rows = [["A", "甲", "", "部门", "B", ""], ["B", "乙", "", "部门", "A", ""]]
    assert errors(rows) == [
        "部门!E2：部门不能隶属于自己或自己的下级。",
        "部门!E3：部门不能隶属于自己或自己的下级。",
    ]
    team = [["TEAM", "班组", "", "班组", "SALES", ""], ["SALES", "销售部", "", "", "TEAM", ""]]
    assert len(errors(team)) == 2


def test_children_may_stand_before_their_parents(world):
    made = plan([["T", "班组", "", "班组", "NEW", ""], ["NEW", "新部", "", "部门", "CO", ""]])
    directory_import.apply(made, by=world.admin)
    assert Department.objects.get(code="T").path == "/CO/NEW/T/"


def test_a_move_and_new_children_below_it_go_together(world):
    Department.objects.create(code="OLD", name="老班组", parent=world.departments["SALES"])
    made = plan(
        [["NEW", "新班组", "", "班组", "OLD", ""], ["SALES", "销售部", "", "", "SERVICE", ""]]
    )
    assert made.errors == []
    directory_import.apply(made, by=world.admin)
    assert Department.objects.get(code="NEW").path == "/CO/SERVICE/SALES/OLD/NEW/"


def test_new_changed_and_same_are_told_apart(world):
    made = plan(
        [["SALES", "销售一部", "", "", "", ""], ["SERVICE", "服务部", "", "", "CO", ""], TEAM],
        [
            ["head", "销售部负责人", "销售总监", "", "", "", "", "", ""],
            ["member", "销售部填报人", "", "SALES", "", "", "", "", "填报人"],
            ZHANG,
        ],
    )
    assert made.errors == []
    assert {row.key: row.state for row in (*made.departments, *made.people)} == {
        "SALES": "changed",
        "SERVICE": "same",
        "TEAM": "new",
        "head": "changed",
        "member": "same",
        "zhangsan": "new",
    }
    [head] = [row for row in made.people if row.key == "head"]
    assert head.shown() == [("岗位", "销售部负责人", "销售总监")]


def test_an_empty_cell_changes_nothing_and_roles_are_never_taken(world):
    made = plan((), [["head", "销售部负责人", "", "", "", "", "", "", "填报人"]])
    directory_import.apply(made, by=world.admin)
    assert (world.head.post, world.head.email) == ("销售部负责人", "head@example.org")
    assert world.head.roles.names() == ("head", "member")


def test_half_an_import_is_no_import(world, monkeypatch):
    before = (Department.objects.count(), Person.objects.count(), Event.objects.count())
    made = plan([TEAM], [ZHANG])

    def fail(*_args, **_fields):
        raise NotAllowed("磁盘已满")

    monkeypatch.setattr(directory, "give_role", fail)
    with pytest.raises(NotAllowed):
        directory_import.apply(made, by=world.admin)
    after = (Department.objects.count(), Person.objects.count(), Event.objects.count())
    assert after == before


def test_what_stands_in_the_way_meanwhile_becomes_words(world):
    made = plan([TEAM])
    Department.objects.create(code="team", name="别人先建", parent=world.departments["CO"])
    with pytest.raises(NotAllowed) as refused:
        directory_import.apply(made, by=world.admin)
    assert refused.value.reason == "已有部门使用这个编码（不区分大小写）。"


def test_confirmed_is_only_what_was_shown(world):
    sent = upload(file([], [["head", "销售部负责人", "销售总监", "", "", "", "", "", ""]]))
    assert confirm(sent.url, digest="0" * 64).status_code == 409
    page = at_browser("admin").get(sent.url).content.decode()
    digest = page.split('name="digest" value="')[1].split('"')[0]
    Person.objects.filter(account="head").update(post="别的岗位")
    assert confirm(sent.url, digest=digest).status_code == 409
    assert world.head.post == "别的岗位"


def test_an_import_is_confirmed_once_and_only_by_whoever_uploaded_it(world):
    sent = upload(file([TEAM]))
    Person.objects.filter(account="employee").update(duty="administrator")
    assert at_browser("employee").get(sent.url).status_code == 404
    assert not Department.objects.filter(code="TEAM").exists()
    assert confirm(sent.url).status_code == 302
    assert at_browser("admin").get(sent.url).status_code == 404
    assert Department.objects.filter(code=TEAM[0]).count() == 1


def test_a_bad_file_is_one_clear_sentence(world):
    page = upload(b"\x89PNG\r\n\x1a\n\0\0")
    assert page.status_code == 422
    assert "这不是工作簿。请选择Excel（.xlsx、.xls）或CSV文件。" in text_of(page)
    page = upload(workbook(("名单", [["甲", "乙"]])))
    assert "工作簿中须有“部门”表或“人员”表。" in text_of(page)
    page = at_browser("admin").post(reverse("directory_import"), {})
    assert page.status_code == 422


def test_a_missing_column_is_named(world):
    with pytest.raises(Unreadable) as refused:
        directory_import.plan([Sheet("人员", [["账号", "姓名"], ["a", "b"]])])
    assert str(refused.value) == "“人员”表缺少列：部门编码。"


def test_unknown_columns_are_named_and_ignored(world):
    rows = [[*PEOPLE, "身份证号"], [*ZHANG[:3], "SALES", *ZHANG[4:], "1"]]
    made = directory_import.plan([Sheet("人员", rows)])
    assert (made.ignored, made.errors) == (["人员!身份证号"], [])


def test_what_is_exported_comes_in_again_without_a_change(world):
    Person.objects.filter(account="employee").update(name="=1+1", mobile="13900001111")
    made = directory_import.read(io.BytesIO(exported().getvalue()))
    assert (made.errors, made.changes) == ([], 0)
    assert made.count("people") == {"new": 0, "changed": 0, "same": 10}
    assert made.count("departments") == {"new": 0, "changed": 0, "same": 5}


def test_the_export_is_the_administrators_and_an_event(world):
    answer = at_browser("admin").get(reverse("directory_export"))
    assert "filename*=utf-8''" in answer.headers["Content-Disposition"]
    assert b"".join(answer.streaming_content).startswith(b"PK")
    assert Event.objects.filter(kind="directory.exported").count() == 1


def test_a_thousand_rows_are_planned_in_a_few_queries(world, django_assert_max_num_queries):
    departments = [[f"D{n}", f"部门{n}", "", "部门", "CO", str(n)] for n in range(200)]
    people = [[f"p{n}", "某某", "", f"D{n % 200}", "员工", "否", "", "", ""] for n in range(1000)]
    with django_assert_max_num_queries(5):
        made = plan(departments, people)
    assert (made.errors, made.changes) == ([], 1200)
