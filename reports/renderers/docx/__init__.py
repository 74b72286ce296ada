"""The Word renderer."""

from reports.renderers.docx.paper import render_docx

__all__ = ["render_docx"]
