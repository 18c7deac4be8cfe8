"""The program `upscaler`: reads its arguments and opens the window."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from PySide6.QtWidgets import QApplication

from upscaler.gui.garbage import GuiGarbage
from upscaler.gui.icons import app_icon
from upscaler.gui.theme import Theme, ThemeChoice


def main(argv: list[str] | None = None) -> int:
    """Run the program; the exit code."""
    arguments = _parser().parse_args(argv)
    if arguments.render and not arguments.compare:
        _parser().error("--render needs --compare")
    if arguments.render and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = create_application(arguments.theme)
    if arguments.compare:
        return _compare(application, arguments.compare, arguments.render)
    return _open(application, arguments.paths)


def create_application(theme: ThemeChoice = "system") -> QApplication:
    """The Qt application in our look."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("upscaler")
    application.setApplicationDisplayName("Upscaler")
    application.setDesktopFileName("upscaler")  # desktops find the icon by the name of upscaler.desktop
    application.setWindowIcon(app_icon())
    Theme(application, theme)
    GuiGarbage(application)
    return application


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="upscaler", description="Enlarge pictures, in a window.")
    parser.add_argument("paths", nargs="*", type=Path, metavar="INPUT", help="files and folders for the queue")
    parser.add_argument("--theme", choices=get_args(ThemeChoice), default="system")
    parser.add_argument("--compare", nargs=2, type=Path, metavar=("LR", "HR"), help="compare two pictures")
    parser.add_argument("--render", type=Path, metavar="PNG", help="draw the comparison into a file, without a screen")
    return parser


def _open(application: QApplication, paths: Sequence[Path]) -> int:
    from upscaler.gui.main_window import MainWindow
    from upscaler.gui.settings import Settings

    window = MainWindow(Settings())
    application.aboutToQuit.connect(window.shut_down)
    window.show()
    window.add([path.absolute() for path in paths])
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
