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

from upscaler import __version__, paths
from upscaler.gui.system import language
from upscaler.gui.system.garbage import GuiGarbage
from upscaler.gui.system.settings import Settings
from upscaler.gui.system.single_instance import SingleInstance
from upscaler.gui.widgets.icons import app_icon
from upscaler.gui.widgets.theme import Theme, ThemeChoice
from upscaler.options import UpscaleOptions
from upscaler.processor import share_processor
from upscaler.target_size import SCALES, TargetSize


def main(argv: list[str] | None = None) -> int:
    """Run the program; returns the exit code."""
    if getattr(sys, "frozen", False):  # in a frozen app, the process that reads a model is this program
        import multiprocessing  # here: nothing else needs it, and nothing may delay the first paint

        multiprocessing.freeze_support()
    share_processor()
    parser = _parser()
    arguments = parser.parse_args(argv)
    enlarge_with_text()
    if arguments.render and not arguments.compare:
        parser.error("--render needs --compare")
    if arguments.now and not arguments.paths:
        parser.error("--now needs INPUT")
    if arguments.render and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    settings = Settings()
    theme = arguments.theme or settings.theme()
    if arguments.compare:
        return _compare(create_application(theme, settings.language()), arguments.compare, arguments.render)
    inputs = [path.absolute() for path in arguments.paths]
    return _run_at_once(inputs, arguments.now, settings) if arguments.now else _open(inputs, settings, theme)


def create_application(theme: ThemeChoice = "system", speech: str = language.SYSTEM) -> QApplication:
    """The Qt application with the app's theme, in the user's language."""
    application = QApplication(sys.argv[:1])
    application.setApplicationName("upscaler")
    application.setApplicationDisplayName("Upscaler")
    application.setDesktopFileName("upscaler")  # desktops find the icon through upscaler.desktop
    application.setWindowIcon(app_icon())
    language.install(application, speech)
    Theme(application, theme)
    GuiGarbage(application)
    return application


class FileOpenings(QObject):
    """Receives the events by which macOS asks a running app to open files. `opened` carries a list of Path."""

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
    parser = argparse.ArgumentParser(prog="upscaler", description="Upscale pictures in a window.")
    parser.add_argument("paths", nargs="*", type=Path, metavar="INPUT", help="files and folders for the queue")
    parser.add_argument("--now", type=int, choices=SCALES, help="upscale INPUT by this factor, without a window")
    parser.add_argument("--theme", choices=get_args(ThemeChoice), help="instead of the one in the settings")
    parser.add_argument("--version", action="version", version=f"upscaler {__version__}")
    parser.add_argument("--compare", nargs=2, type=Path, metavar=("LR", "HR"), help="compare two pictures")
    parser.add_argument("--render", type=Path, metavar="PNG", help="draw the comparison into a file, without a screen")
    return parser


def _open(pictures: Sequence[Path], settings: Settings, theme: ThemeChoice) -> int:
    instance = SingleInstance()
    if instance.is_handed_over(pictures):
        return 0
    from upscaler.gui.system import log
    from upscaler.gui.window.main_window import MainWindow

    application = create_application(theme, settings.language())
    use_scratch(settings)
    instance.listen()
    openings = FileOpenings(application)
    window = MainWindow(settings, log.start())
    instance.received.connect(window.receive)
    openings.opened.connect(window.receive)
    application.aboutToQuit.connect(window.shut_down)
    application.aboutToQuit.connect(instance.close)
    if log.watch_crashes():
        window.notice_crash()
    window.show()
    window.add(pictures)
    return application.exec()


def _run_at_once(inputs: Sequence[Path], scale: int, settings: Settings) -> int:
    instance = SingleInstance(purpose=f"{scale}x")
    if instance.is_handed_over(inputs):
        return 0
    from upscaler.gui.run.at_once import RunAtOnce
    from upscaler.gui.system import log

    application = create_application(speech=settings.language())
    application.setQuitOnLastWindowClosed(False)
    use_scratch(settings)
    instance.listen()
    log.start()
    run = RunAtOnce(UpscaleOptions(TargetSize(scale)), application)
    instance.received.connect(run.add)
    run.finished.connect(application.quit)
    application.aboutToQuit.connect(run.shut_down)
    application.aboutToQuit.connect(instance.close)
    run.add(inputs)
    application.exec()
    return int(run.has_failures)


def enlarge_with_text() -> None:
    """Scale the whole window where QT_FONT_DPI enlarges text, so that no text is cut off."""
    dpi = os.environ.pop("QT_FONT_DPI", "")
    if dpi.isdecimal() and int(dpi) > 0 and "QT_SCALE_FACTOR" not in os.environ:
        os.environ["QT_SCALE_FACTOR"] = f"{int(dpi) / 96:g}"


def use_scratch(settings: Settings) -> None:
    """Use the chosen folder for working files, if it still exists and the environment does not set another one."""
    chosen = settings.scratch()
    if chosen is not None and os.path.isdir(chosen) and "UPSCALER_SCRATCH" not in os.environ:
        paths.choose_scratch(chosen)


def _compare(application: QApplication, pictures: Sequence[Path], render: Path | None) -> int:
    from upscaler.errors import UpscalerError
    from upscaler.gui.comparison.window import CompareWindow, load_comparison, render_comparison
    from upscaler.gui.widgets import text

    try:
        content = load_comparison(pictures[0], pictures[1])
    except UpscalerError as error:
        print(text.failure(error), file=sys.stderr)
        return 1
    if render is None:
        window = CompareWindow(content)
        window.show()
        return application.exec()
    if not render_comparison(content, render):
        print(f"The drawing could not be written to {render}.", file=sys.stderr)
        return 1
    return 0
