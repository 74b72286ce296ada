"""A QR code as the path of a picture, drawn by the page itself: no file, no inline style."""

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

QUIET = 4  # modules of white around it, as the standard asks


def qr_path(text: str) -> tuple[int, str]:
    """Width in modules and the `d` of an SVG path of the dark ones."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    size = code.getModuleCount()
    dark = (
        f"M{column + QUIET} {row + QUIET}h1v1h-1z"
        for row in range(size)
        for column in range(size)
        if code.isDark(row, column)
    )
    return size + 2 * QUIET, "".join(dark)
