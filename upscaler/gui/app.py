"""The program `upscaler`: reads its arguments and opens the window."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from upscaler.gui.garbage import GuiGarbage
from upscaler.gui.icons import app_icon
from upscaler.gui.single_instance import SingleInstance
from upscaler.gui.theme import Theme, ThemeChoice


def main(argv: list[str] | None = None) -> int:
    """Run the program; the exit code."""
    arguments = _parser().parse_args(argv)
    if arguments.render and not arguments.compare:
        _parser().error("--render needs --compare")
    if arguments.render and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if arguments.compare:
        return _compare(create_application(arguments.theme), arguments.compare, arguments.render)
    return _open([path.absolute() for path in arguments.paths], arguments.theme)


def create_application(theme: ThemeChoice = "system") -> QApplication:
    """The Qt application in our look."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("upscaler")
    application.setApplicationDisplayName("Upscaler")
    application.setWindowIcon(app_icon())
    Theme(application, theme)
    GuiGarbage(application)
    return application


class FileOpenings(QObject):
    """Files that macOS asks a running application to open: it does so by events. `opened` carries a list of Path."""

    opened = Signal(list)

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent):
            self.opened.emit([Path(event.file())])
            return True
        return super().eventFilter(watched, event)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="upscaler", description="Enlarge pictures, in a window.")
    parser.add_argument("paths", nargs="*", type=Path, metavar="INPUT", help="files and folders for the queue")
    parser.add_argument("--theme", choices=get_args(ThemeChoice), default="system")
    parser.add_argument("--compare", nargs=2, type=Path, metavar=("LR", "HR"), help="compare two pictures")
    parser.add_argument("--render", type=Path, metavar="PNG", help="draw the comparison into a file, without a screen")
    return parser


def _open(paths: Sequence[Path], theme: ThemeChoice) -> int:
    instance = SingleInstance()
    if instance.is_handed_over(paths):
        return 0
    from upscaler.gui.main_window import MainWindow
    from upscaler.gui.settings import Settings

    application = create_application(theme)
    instance.listen()
    openings = FileOpenings(application)
    window = MainWindow(Settings())
    instance.received.connect(window.receive)
    openings.opened.connect(window.receive)
    application.aboutToQuit.connect(window.shut_down)
    application.aboutToQuit.connect(instance.close)
    window.show()
    window.add(paths)
    return application.exec()


def _compare(application: QApplication, paths: Sequence[Path], render: Path | None) -> int:
    from upscaler.errors import UpscalerError
    from upscaler.gui import words
    from upscaler.gui.comparison.window import CompareWindow, load_comparison, render_comparison

    try:
        content = load_comparison(paths[0], paths[1])
    except UpscalerError as error:
        print(words.failure(error), file=sys.stderr)
        return 1
    if render is None:
        window = CompareWindow(content)
        window.show()
        return application.exec()
    if not render_comparison(content, render):
        print(f"The drawing could not be written to {render}.", file=sys.stderr)
        return 1
    return 0
