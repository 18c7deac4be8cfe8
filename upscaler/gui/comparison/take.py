"""The buttons that take one of the variants in view, in the corner of each pane."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Signal

from upscaler.gui.comparison import overlay
from upscaler.gui.comparison.stage import Side
from upscaler.gui.comparison.view import ComparisonView
from upscaler.gui.widgets.controls import Button

_MOST = 4


class TakeButtons(QObject):
    """`taken` carries the options of the variant that the user has chosen."""

    taken = Signal(object)  # UpscaleOptions

    def __init__(self, view: ComparisonView) -> None:
        super().__init__(view)
        self._view = view
        self.buttons = [self._make_button() for _ in range(_MOST)]
        view.camera_changed.connect(self._reposition)
        view.tools_changed.connect(self._reposition)
        view.installEventFilter(self)
        self._reposition()

    def _make_button(self) -> Button:
        button = Button(self.tr("Use"))
        button.setParent(self._view)
        button.clicked.connect(self._on_clicked)
        return button

    def _reposition(self) -> None:
        """Show a button in the upper right corner of the pane of each variant."""
        ratio, variants = self._view.devicePixelRatioF(), self._view.content.variants
        panes = {pane.variant: pane for pane in self._view.viewport.panes if pane.side is Side.VARIANT}
        for number, button in enumerate(self.buttons):
            if number in panes:
                variant, clip = variants[number], panes[number].clip
                button.setText(self.tr("In use") if variant.is_used else self.tr("Use"))
                button.setAccessibleName(self.tr("Use {settings}").format(settings=variant.label))
                button.setEnabled(not variant.is_used)
                button.adjustSize()
                corner = clip.topRight() / ratio + QPoint(1 - overlay.MARGIN - button.width(), overlay.MARGIN)
                button.move(corner)
            button.setVisible(number in panes)

    def _on_clicked(self) -> None:
        number = next(number for number, button in enumerate(self.buttons) if button is self.sender())
        self.taken.emit(self._view.content.variants[number].options)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._view and event.type() == QEvent.Type.Resize:
            self._reposition()
        return super().eventFilter(watched, event)
