"""The Word file as a package: properties, settings, font table, and the same bytes each time."""

from __future__ import annotations

from io import BytesIO
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import nsdecls, qn

from reports.document import Document
from reports.layouts import Layout
from reports.renderers.characters import legal
from reports.renderers.docx.tables import Later

# What Word takes when a named font is not installed; Windows has no *_GB2312 since Vista.
_ALTERNATIVES = {"仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体", "方正小标宋简体": "方正小标宋_GBK"}
# Parts of python-docx's template that say something untrue or nothing at all: a picture of
# another document, "Microsoft Macintosh Word", styles of 2010, lists that no style uses.
_FOREIGN = (
    "/stylesWithEffects",
    "/customXml",
    "/numbering",
    "/webSettings",
    "/thumbnail",
    "/extended-properties",
)
_BODY = "word/document.xml"
_LONGEST = 255  # of a core property: python-docx refuses more


def clean_package(word: WordFile, document: Document, layout: Layout) -> None:
    """Drop what the template brought, and say what this paper is."""
    for relationships in (word.part.rels, word.part.package.rels):
        for name, relationship in list(relationships.items()):
            if relationship.reltype.endswith(_FOREIGN):
                relationships.pop(name)
    word.part.part_related_by(RT.FONT_TABLE)._blob = _font_table(layout)
    _set_properties(word, document)
    _set_settings(word, document.language)


def _font_table(layout: Layout) -> bytes:
    names = sorted({face.word_name for face in layout.faces.values()})
    fonts = "".join(
        f"<w:font w:name={quoteattr(name)}>"
        f'<w:altName w:val={quoteattr(_ALTERNATIVES.get(name, name))}/><w:charset w:val="86"/>'
        '<w:family w:val="auto"/></w:font>'
        for name in names
    )
    header = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f"{header}<w:fonts {nsdecls('w')}>{fonts}</w:fonts>".encode()


def _set_properties(word: WordFile, document: Document) -> None:
    properties = word.core_properties
    properties.title = legal(document.title)[:_LONGEST]
    properties.subject = legal(document.subject)[:_LONGEST]
    properties.author = properties.last_modified_by = legal(document.author)[:_LONGEST]
    properties.language = document.language
    properties.content_status = "Draft" if document.draft else "Final"
    properties.comments = ""
    # the day of a paper is its date of issue; a time of making would change the bytes
    for tag in ("dcterms:created", "dcterms:modified"):
        for element in properties._element.findall(qn(tag)):
            properties._element.remove(element)


def _set_settings(word: WordFile, language: str) -> None:
    settings = word.settings.element
    for tag in ("w:rsids", "w:savePreviewPicture"):
        for element in settings.findall(qn(tag)):
            settings.remove(element)
    settings.find(qn("w:themeFontLang")).set(qn("w:eastAsia"), language)
    zoom = settings.find(qn("w:zoom"))
    zoom.attrib.clear()
    zoom.set(qn("w:percent"), "100")
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # less makes Word say 兼容模式


def packed(word: WordFile, later: Later) -> bytes:
    """The file's bytes: the same for the same paper, whenever it is rendered. The rows that were
    kept for later are put in here."""
    loose, fixed = BytesIO(), BytesIO()
    word.save(loose)
    with ZipFile(loose) as source, ZipFile(fixed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = ZipInfo(name)  # dated 1 January 1980, the first day of a zip file
            part.compress_type = ZIP_DEFLATED
            with target.open(part, "w") as written:
                content = source.read(name)
                for piece in later.put_in(content) if name == _BODY else (content,):
                    written.write(piece)
    return fixed.getvalue()
