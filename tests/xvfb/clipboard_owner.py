"""Another program to copy something from: python clipboard_owner.py picture|file PATH. Runs until killed."""

from __future__ import annotations

import sys

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication, QImage

kind, path = sys.argv[1:]
application = QGuiApplication(sys.argv[:1])
data = QMimeData()
if kind == "picture":
    data.setImageData(QImage(path))
else:
    data.setUrls([QUrl.fromLocalFile(path)])
application.clipboard().setMimeData(data)
print("copied", flush=True)
application.exec()
