"""Import a checklist from Excel: read, check, preview, write."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from benchmarks import organisation
from benchmarks.measuring import Comparison, compare, undone
from benchmarks.requests import Visitor
from campaigns import checklist_import, import_shelf
from organization.models import Department, Person
from organization.models.role import grant

HEADERS = (
    "序号",
    "监察项目",
    "类别",
    "检查项目",
    "检查内容",
    "依据",
    "检查方法",
    "评判标准",
    "责任部门",
)
GOALS = {83: "≤ 0.1 s", 1000: "≤ 0.4 s", 10000: "≤ 3 s"}
COUNTS = {"small": (83,), "company": (83, 1000), "group": (83, 1000, 10000)}


def run(size: str, rounds: int) -> list[Comparison]:
    """The whole import of each number of items; the floor reads the same file."""
    office = organisation.make("import", 1).clerk
    grant(office, "launcher", Department.objects.get(code="import"), by=None)
    counts = COUNTS.get(size, COUNTS["group"])
    return [_compare(count, Person.objects.get(pk=office.pk), rounds) for count in counts]


def _compare(count: int, office: Person, rounds: int) -> Comparison:
    content = workbook(count)
    visitor = Visitor(office)

    def whole() -> None:
        file = SimpleUploadedFile("items.xlsx", content)
        draft = checklist_import.read_checklist(file, f"{count} items")
        assert (len(draft.lines), draft.errors) == (count, [])
        token = import_shelf.put(draft, by=office)
        visitor.get(reverse("checklist_preview", args=[token]))
        checklist_import.import_checklist(draft, by=office)

    return compare(
        f"import a checklist of {count:,} items, preview included",
        undone(whole),
        lambda: read(content),
        "calamine reads the file",
        rounds=rounds,
        goal=GOALS[count],
    )


def workbook(count: int) -> bytes:
    """An ordinary sheet with `count` items."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("检查表")
    sheet.append(HEADERS)
    for no in range(1, count + 1):
        grouped = (f"项目{no % 7 + 1}", f"类别{no % 3 + 1}")
        asked = (f"第{no}项", f"第{no}个检查项点：资料是否齐全", "《示例管理办法》")
        sheet.append([no, *grouped, *asked, "查阅资料；抽样检查", "齐全为符合；缺一为不符合", ""])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def read(content: bytes) -> list[list]:
    """The floor: all rows of the file."""
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
