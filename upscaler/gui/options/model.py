"""The model, with a sentence about its purpose, the strength against noise, blur and JPEG artefacts, and detail."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRect, Qt
from PySide6.QtGui import QResizeEvent

from upscaler.gui.options.section import Section
from upscaler.gui.options.slider import SliderRow
from upscaler.gui.widgets import text
from upscaler.gui.widgets.controls import Button, ComboBox, Note
from upscaler.network.catalog import list_models
from upscaler.options import (
    AUTO,
    CLEAN_MODEL,
    CRISP,
    DRAWING_MODEL,
    FAITHFUL,
    FULL_STRENGTH,
    NATURAL,
    RESTORE_MODEL,
    SHARP_MODEL,
    limits,
    natural_detail,
)

translate = QCoreApplication.translate

WITH_DETAIL = (AUTO, CLEAN_MODEL, RESTORE_MODEL)


class ModelSection(Section):
    def __init__(self) -> None:
        super().__init__(self.tr("Model"))
        self._sentences = {AUTO: self.tr("Looks at each picture and chooses the model and strength that suit it.")}
        self.choice = ComboBox(self.tr("Model"))
        self._title.setBuddy(self.choice)
        self.choice.addItem(self.tr("Automatic"), AUTO)
        for model in sorted(list_models(), key=lambda model: model.card.name == DRAWING_MODEL):  # last
            if model.card.name != SHARP_MODEL:  # it is one end of the detail slider
                self.choice.addItem(text.model_title(model.card.name), model.card.name)
                self._sentences[model.card.name] = translate("models", model.card.description)
        self.choice.activated.connect(self._on_chosen)
        self.sentence = Note()
        self.seen = Note("body")
        self.strength = SliderRow(self.tr("Strength"), *limits("denoise"))
        self.strength.changed.connect(self._on_strength_changed)
        self.automatic = Button(self.tr("Automatic"), role="flat")
        self.automatic.setToolTip(
            self.tr("Natural for clean pictures, crisper for damaged ones, Faithful for 16-bit pictures")
        )
        self.automatic.clicked.connect(self._on_automatic_clicked)
        names = {FAITHFUL: self.tr("Faithful"), NATURAL: self.tr("Natural"), CRISP: self.tr("Crisp")}
        self.detail = SliderRow(self.tr("Detail"), *limits("detail"), self.automatic, names=names)
        self.detail.setToolTip(
            self.tr("Faithful invents nothing. Crisp paints fine detail that the original does not show.")
        )
        self.detail.changed.connect(self._on_detail_changed)
        for widget in (self.choice, self.sentence, self.seen, self.strength, self.detail):
            self._column.addWidget(widget)

    def _show(self) -> None:
        options, seen = self._state.options, self._state.seen
        model = options.named_model
        self.choice.choose(model)
        found = text.model_choice(seen) if seen and model == AUTO else ""
        self.sentence.clear()  # before the other is shown: never are both
        self.seen.setText(found)
        self.sentence.setText("" if found else self._sentences.get(model, ""))
        self._reserve_lines()
        self.strength.setVisible(model == RESTORE_MODEL)
        strength = FULL_STRENGTH if options.denoise is None else options.denoise
        self.strength.show_value(strength)
        self.detail.setVisible(model in WITH_DETAIL)
        default = seen.detail if seen else natural_detail(strength if model == RESTORE_MODEL else 0)
        self.detail.show_value(default if options.detail is None else options.detail)
        self.automatic.setEnabled(options.detail is not None)

    def _reserve_lines(self) -> None:
        """Keep as many lines for what will be found in a picture as the sentence about Automatic has."""
        is_auto = self._state.options.named_model == AUTO
        room, flag = QRect(0, 0, self.width(), 0), Qt.TextFlag.TextWordWrap
        self.seen.ensurePolished()  # its font is not known before
        height = self.sentence.fontMetrics().boundingRect(room, flag, self._sentences[AUTO]).height()
        height = max(height, 2 * self.seen.fontMetrics().lineSpacing())
        for note in (self.sentence, self.seen):
            note.setMinimumHeight(height if is_auto else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._reserve_lines()

    def _on_chosen(self, position: int) -> None:
        """Start restoring at the strength that suits the picture in view, if that is known."""
        model, seen = self.choice.itemData(position), self._state.seen
        begin = seen.denoise if model == RESTORE_MODEL and seen and seen.denoise else None
        detail = self._state.options.detail if model in WITH_DETAIL else None
        self._request(model=model, denoise=begin, detail=detail)

    def _on_strength_changed(self, value: int) -> None:
        self._request(denoise=value)

    def _on_detail_changed(self, value: int) -> None:
        self._request(detail=value)

    def _on_automatic_clicked(self) -> None:
        self._request(detail=None)
