"""A page that shows how papers of an organisation look; it says nothing of any campaign."""

from reports.document import Addressee, AnnexNote, Document, Paragraph, Signature, Title
from reports.phrases import heading
from reports.scripts import in_its_script

LINE = "为示明版面，此处为正文，用来查看每页行数、每行字数和字体字号是否符合本单位的要求。"


@in_its_script
def write(organisation: str) -> Document:
    """Title, two levels of headings, text, 附件说明 and 落款 on one page."""
    return Document(
        title="版式样张",
        blocks=(
            Title((f"{organisation}", "关于公文版式样张的通知")),
            Addressee(("各部门、各单位",)),
            Paragraph((LINE,)),
            heading(1, 1, "一级标题"),
            heading(2, 1, "二级标题"),
            Paragraph((LINE,)),
            heading(2, 2, "二级标题"),
            Paragraph((LINE,)),
            AnnexNote(("样张附件",)),
            Signature((organisation,), ("2026年1月1日",)),
        ),
    )
