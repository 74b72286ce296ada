"""A QR code: as the path of a picture that the page itself draws, or as its modules for paper."""

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

QUIET = 4  # modules of white around it, as the standard asks


def qr_path(text: str) -> tuple[int, str]:
    """Width in modules and the `d` of an SVG path of the dark ones."""
    size, dark = qr_modules(text)
    return size, "".join(f"M{column} {row}h1v1h-1z" for row, column in dark)


def qr_modules(text: str) -> tuple[int, list[tuple[int, int]]]:
    """Width in modules and the dark ones as (row, column), the quiet zone counted."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    size = code.getModuleCount()
    dark = [
        (row + QUIET, column + QUIET)
        for row in range(size)
        for column in range(size)
        if code.isDark(row, column)
    ]
    return size + 2 * QUIET, dark
