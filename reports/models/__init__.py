from reports.models.publication import PaperFile, Publication

__all__ = ["PaperFile", "Publication"]
