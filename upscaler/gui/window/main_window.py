"""The window: puts the parts together and passes requests between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeySequence,
    QPaintEvent,
)
from PySide6.QtWidgets import QDialog, QMainWindow

from upscaler.gui.comparison.controls import view_actions
from upscaler.gui.comparison.navigator import Navigator
from upscaler.gui.comparison.presenter import Presenter
from upscaler.gui.comparison.stage import upsampling_named
from upscaler.gui.comparison.take import TakeButtons
from upscaler.gui.comparison.tools import ViewTools
from upscaler.gui.comparison.view import ComparisonView
from upscaler.gui.dialogs.confirmations import Confirmations
from upscaler.gui.inputs.drop_area import DropArea
from upscaler.gui.inputs.file_opener import FileOpener, paste_place
from upscaler.gui.inputs.recent import RecentList
from upscaler.gui.options.panel import OptionsPanel
from upscaler.gui.options.section import CurrentPicture
from upscaler.gui.queue.entry import Entry
from upscaler.gui.queue.failure_card import FailureCard
from upscaler.gui.queue.model import QueueModel
from upscaler.gui.queue.panel import QueuePanel
from upscaler.gui.queue.report import log_outcome
from upscaler.gui.queue.thumbnails import Thumbnails
from upscaler.gui.run.controller import RunController
from upscaler.gui.run.notification import EndNotifier
from upscaler.gui.run.status import Primary, primary_of, title, worth_again
from upscaler.gui.system.log import Log
from upscaler.gui.system.settings import Settings
from upscaler.gui.window.app_menu import AppMenu
from upscaler.gui.window.assigning import Assigning
from upscaler.gui.window.bars import BottomBar, TopBar
from upscaler.gui.window.notices import NoticeCard
from upscaler.gui.window.page import OPTIONS, QUEUE, Page
from upscaler.gui.window.picture_dialogs import PictureDialogs
from upscaler.gui.window.updates import Updates
from upscaler.gui.window.watching import Watching
from upscaler.jobs.job import Root, State

_FIRST_SIZE = QSize(1600, 960)
_FRAME = QSize(16, 48)  # pixels that the desktop may need around a window


class MainWindow(QMainWindow):
    """The main window. `add` takes files and folders; everything else is done by the user."""

    def __init__(self, settings: Settings, log: Log | None = None) -> None:
        super().__init__()
        self._settings = settings
        self._log = log or Log()
        self._is_painted = False
        self._may_close = False  # whether the user has agreed to stop the run
        self.thumbnails = Thumbnails(self)
        self.queue = QueueModel(self.thumbnails, self)
        self.controller = RunController(self.queue, self, settings.keep_awake)
        self.opener = FileOpener(self, settings)
        self.scanner = self.opener.scanner
        self.view = ComparisonView()
        service, live_rows = self.controller.preview_service, self.controller.live_rows
        self.presenter = Presenter(self.view, self.queue, service, live_rows, self)
        self.navigator = Navigator(self.view)
        self.take_buttons = TakeButtons(self.view)
        self.tools = ViewTools(self.view, in_queue=True)
        self.top_bar = TopBar(self.view)
        self.notices = NoticeCard()
        self.bottom_bar = BottomBar()
        self.queue_panel = QueuePanel(self.queue)
        self.options_panel = OptionsPanel(settings.options(), settings.output_folder())
        self._recent_list = RecentList(self.opener.recent)
        self.drop_area = DropArea(self._recent_list, paste_place())
        self.failure_card = FailureCard(self.queue_panel.commands)
        bars, middle = (self.top_bar, self.bottom_bar), (self.drop_area, self.view)
        self.page = Page(bars, self.notices, self.queue_panel, *middle, self.failure_card, self.options_panel)
        self.setCentralWidget(self.page)
        self.setMinimumSize(960, 480)
        self.setAcceptDrops(True)
        self.confirmations = Confirmations(self, self.controller)
        self.dialogs = PictureDialogs(self, self.view, self.queue, self.queue_panel, settings)
        self._notifier = EndNotifier(self, self.controller, settings)
        self.watching = Watching(self, self.queue, self.controller, settings)
        self.updates = Updates(self, settings)
        self._connect()
        self._add_actions()
        self._restore()
        self.assigning = Assigning(self.options_panel, self.queue_panel, self.queue, self.controller, settings, self)
        self.assigning.changed.connect(self._show_run)
        self._on_counts_changed()

    # Building

    def _connect(self) -> None:
        self.top_bar.open_button.clicked.connect(self.opener.open_pictures)
        self.top_bar.folder_button.clicked.connect(self.opener.open_folder)
        self.top_bar.recent_button.setMenu(self.opener.menu)
        self.drop_area.open_requested.connect(self.opener.open_pictures)
        self.drop_area.sample_requested.connect(self.opener.open_sample)
        self._recent_list.chosen.connect(self.opener.take_one)
        self.opener.models_found.connect(self.options_panel.add_models)
        self.scanner.found.connect(self._on_found)
        self.queue.counts_changed.connect(self._on_counts_changed)
        self.queue.options_changed.connect(self._show_picture)
        self.thumbnails.ready.connect(self._on_thumbnail_ready)
        self.queue_panel.picked.connect(self._on_picked)
        self.queue_panel.list.selectionModel().selectionChanged.connect(self._show_run)
        self.queue_panel.opened.connect(self._on_opened)
        self.queue_panel.commands.cancel_requested.connect(self.confirmations.cancel)
        self.scanner.ended.connect(self.queue_panel.end_of_drop)
        self.queue_panel.commands.retry_requested.connect(self.retry)
        self.queue_panel.commands.compare_requested.connect(self._on_compare)
        self.view.step_requested.connect(self.queue_panel.step)
        self.view.fold_requested.connect(self.page.toggle_all)
        self.options_panel.presets.presets_changed.connect(self._settings.set_presets)
        self._notifier.clicked.connect(self.come_to_front)
        self.controller.changed.connect(self._on_run_changed)
        self.controller.ended.connect(self._on_ended)
        self.controller.resumed.connect(self._on_added)
        self.watching.added.connect(self._on_added)
        self.controller.devices_known.connect(self.options_panel.set_devices)
        self.controller.throughput_measured.connect(self.options_panel.set_throughput)
        self.confirmations.agreed_to_close.connect(self._on_agreed_to_close)
        self.presenter.choice_changed.connect(self.options_panel.set_seen)
        self.controller.throughput_measured.connect(self.presenter.previews.set_throughput)
        self.tools.dimension_chosen.connect(self.presenter.set_dimension)
        self.take_buttons.taken.connect(self.options_panel.choose)
        self.tools.full_screen_requested.connect(self.toggle_full_screen)
        self.tools.export_requested.connect(self.dialogs.export_comparison)
        self.tools.crop_requested.connect(self.dialogs.crop)
        self.queue_panel.commands.crop_requested.connect(self.dialogs.crop)
        self.bottom_bar.primary.clicked.connect(self.press_primary)
        self.bottom_bar.stop.clicked.connect(self.confirmations.stop)
        self.bottom_bar.show_in_folder.clicked.connect(self._on_show_result)
        self.bottom_bar.failures.clicked.connect(self.dialogs.show_failures)
        self.dialogs.retry_requested.connect(self.retry)
        of_pictures = self.opener.noticed, self.queue_panel.commands.noticed, self.dialogs.noticed
        for noticed in (*of_pictures, self.controller.noticed, self.watching.noticed, self.updates.noticed):
            noticed.connect(self.notices.add)

    def _add_actions(self) -> None:
        table: list[tuple[str, str, Callable[[], None]]] = [
            (self.tr("Open pictures"), "Ctrl+O", self.opener.open_pictures),
            (self.tr("Open a folder"), "Ctrl+Shift+O", self.opener.open_folder),
            (self.tr("Paste"), "Ctrl+V", self.opener.paste),
            (self.tr("Start, pause, resume"), "Ctrl+Return Ctrl+Enter", self.press_primary),
            (self.tr("Stop the run"), "Esc", self.press_escape),
            (self.tr("Show or hide the queue"), "F7", partial(self.page.toggle, QUEUE)),
            (self.tr("Show or hide the options"), "F8", partial(self.page.toggle, OPTIONS)),
            (self.tr("Save or copy the comparison"), "Ctrl+Shift+S", self.dialogs.export_comparison),
            (self.tr("Full screen"), "F11", self.toggle_full_screen),
        ]
        for text, keys, slot in table:
            action = QAction(text, self)
            action.setShortcuts([QKeySequence(key) for key in keys.split()])
            action.triggered.connect(slot)
            self.addAction(action)
        menu = AppMenu(self, self._settings, self._log)
        edits = self.queue_panel.edits
        self.addActions([edits.undo, edits.redo])
        self.page.insert_into(menu)
        menu.insertActions(menu.insertSeparator(menu.actions()[0]), [edits.undo, edits.redo])
        self.watching.insert_into(menu)
        self.updates.insert_into(menu)
        self.top_bar.menu_button.setMenu(menu)
        for action in view_actions(self.view, self.top_bar.modes):
            self.view.addAction(action)
        self.queue_panel.list.installEventFilter(self.view)
        self.view.addActions(self.queue_panel.commands.all())

    def _restore(self) -> None:
        self.top_bar.modes.choose(self._settings.mode())
        self.view.set_upsampling(upsampling_named(self._settings.upsampling()))
        self.view.set_gain(self._settings.gain() or self.view.stage.gain)
        self.options_panel.show_more(self._settings.more_options())
        self.options_panel.presets.set_presets(self._settings.presets())
        if not self.restoreGeometry(self._settings.geometry()):
            self.resize(_FIRST_SIZE.boundedTo(self.screen().availableSize() - _FRAME))
        self.page.restore_widths(self._settings.panels())
        self.page.fold(self._settings.folded())

    # Actions of the user

    def add(self, paths: Sequence[Path]) -> None:
        """Put files, and the pictures in folders, into the queue."""
        self.opener.take(paths)

    def receive(self, paths: Sequence[Path]) -> None:
        """Add files from another start of the app or from "Open with", and bring this window to the front."""
        self.add(paths)
        self.come_to_front()

    def come_to_front(self) -> None:
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized | Qt.WindowState.WindowActive)
        self.show()
        self.raise_()
        self.activateWindow()

    def press_primary(self) -> None:
        """Perform the action of the primary button."""
        again = self._again()
        primary = primary_of(self.queue, self.controller, again)
        if primary is Primary.START:
            self.controller.start()
        elif primary is Primary.PAUSE:
            self.controller.pause()
        elif primary is Primary.RESUME:
            self.controller.resume()
        elif primary is Primary.RETRY:
            self.retry([entry.id for entry in again])

    def retry(self, entry_ids: list[int]) -> None:
        """Run pictures again."""
        self._read_again(entry_ids)
        self.controller.retry(entry_ids)

    def toggle_full_screen(self) -> None:
        """Show the comparison alone on the whole screen, or return to the window."""
        if self.isFullScreen() or self.queue.count() > 0:
            self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
            self.view.setFocus()

    def press_escape(self) -> None:
        """Leave full screen; otherwise stop the run, like the Stop button."""
        if self.isFullScreen():
            self.toggle_full_screen()
        else:
            self.confirmations.stop()

    def notice_crash(self) -> None:
        """Show the notice that the app crashed last time."""
        self.notices.add(self.tr("The app crashed last time. Open the log (Ctrl+L) to copy the details for a report."))

    def shut_down(self) -> None:
        """Stop all threads. No partial file is left."""
        for dialog in self.findChildren(QDialog):
            dialog.reject()  # some have a thread of their own
        self.controller.shut_down()
        parts = self.thumbnails, self.opener, self.presenter, self.queue_panel.commands, self.assigning.sizes
        for part in (*parts, self._notifier, self.watching, self.updates, self.options_panel):
            part.shut_down()

    # Events of other parts

    def _on_found(self, sources: list[Path], folder: Root | None) -> None:
        self._on_added(self.queue.add(sources, folder))

    def _on_added(self, ids: list[int]) -> None:
        self._read_again(ids)
        if ids:
            had_none = self.queue_panel.current() is None
            self.queue_panel.select_added(ids)
            if had_none:
                self.queue_panel.list.setFocus()

    def _read_again(self, entry_ids: list[int]) -> None:
        """Forget what was read from these files: they may have changed."""
        for entry in filter(None, map(self.queue.get, entry_ids)):
            self.presenter.forget(entry.source)
            self.thumbnails.forget(entry.id)
            self.assigning.sizes.forget(entry.source)

    def _on_counts_changed(self) -> None:
        filled = self.queue.count() > 0
        self.page.show_pictures(filled)
        if not filled and self.isFullScreen():
            self.toggle_full_screen()
        self._show_panels()
        self.top_bar.show_view_controls(filled)
        if not filled:
            self.drop_area.setFocus()
        self._on_run_changed()

    def _on_picked(self, entry_id: int | None) -> None:
        self.presenter.show(entry_id)
        self._show_picture()
        self._show_run()

    def _on_compare(self, entry_id: int, path: Path | None) -> None:
        self.queue_panel.select(entry_id)
        self.presenter.compare_with(entry_id, path)

    def _on_opened(self, _entry_id: int) -> None:
        self.view.setFocus(Qt.FocusReason.MouseFocusReason)

    def _on_thumbnail_ready(self, entry_id: int) -> None:
        current = self.queue_panel.current()
        if current is not None and current.id == entry_id:
            self._show_picture()

    def _on_run_changed(self) -> None:
        self.presenter.refresh_hint()
        if not self.controller.is_running:
            self.queue_panel.list.follow_again()
        elif self.controller.current is not None:
            self.queue_panel.list.follow(self.controller.current.id)
        self._show_run()
        if not self.controller.is_running and self._may_close:
            self.close()

    def _on_ended(self, entry_id: int) -> None:
        entry = self.queue.get(entry_id)
        if entry is not None:
            log_outcome(entry)
            if entry.target is not None:
                self.presenter.forget(entry.target)
        self.presenter.refresh()
        self.options_panel.folder_section.refresh()

    def _on_show_result(self) -> None:
        current = self.queue_panel.current()
        if current is not None:
            self.queue_panel.commands.reveal(current)

    # Showing

    def _again(self) -> list[Entry]:
        """The entries that the primary button would run again; none during a run, when it pauses."""
        selected = [] if self.controller.is_running else self.queue_panel.commands.selected()
        return worth_again(selected, self.queue)

    def _show_run(self) -> None:
        current, again = self.queue_panel.current(), self._again()
        self.bottom_bar.show_run(self.queue, self.controller, again, self.options_panel.throughput)
        has_result = current is not None and current.state is State.DONE
        self.bottom_bar.show_in_folder.setVisible(has_result and not self.controller.is_running)
        self.failure_card.show_for(current)
        self.setWindowTitle(title(self.controller))

    def _show_panels(self) -> None:
        self.page.show_panels(self.isFullScreen(), self.queue.count() > 0)

    def _show_picture(self) -> None:
        current = self.queue_panel.current()
        header = self.thumbnails.header(current.id, current.source) if current else None
        size = self.queue.source_size(current, header.size) if current and header else None
        known = (
            CurrentPicture(current.source, header.of_size(size), current.root) if current and header and size else None
        )
        self.options_panel.set_picture(known)

    # Events of Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self.controller.warm_up)
            self.updates.begin()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:  # by us or by the desktop
            self._show_panels()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.controller.current is not None:
            event.ignore()
            if not self._may_close:
                self.confirmations.close()
            return
        if self.isFullScreen():
            self.toggle_full_screen()
        self._settings.set_geometry(self.saveGeometry())
        self._settings.set_panels(self.page.save_widths())
        self._settings.set_folded(self.page.folded)
        self._settings.set_more_options(self.options_panel.more_shown)
        self._settings.set_mode(self.view.mode.name)
        self._settings.set_upsampling(self.view.stage.upsampling.value)
        self._settings.set_gain(round(self.view.stage.gain))
        self.hide()
        self.shut_down()
        event.accept()

    def _on_agreed_to_close(self) -> None:
        self._may_close = True
        self.controller.close()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.source() is None and self.opener.invites(event):  # not for drags from this window
            self.page.set_lit(True)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self.page.set_lit(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.page.set_lit(False)
        self.opener.take_drop(event)
