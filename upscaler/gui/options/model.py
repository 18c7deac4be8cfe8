"""The model, with a sentence about its purpose, the strength against noise, blur and JPEG artefacts, and detail.
Third-party models are added here."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog

from upscaler.gui.options.model_adder import ModelAdder
from upscaler.gui.options.model_items import SENTENCE_ROLE, ModelList
from upscaler.gui.options.section import Section
from upscaler.gui.options.slider import SliderRow
from upscaler.gui.widgets import text
from upscaler.gui.widgets.controls import Button, Note
from upscaler.network.catalog import SUFFIXES, ModelCard, list_models, waiting_files
from upscaler.options import (
    AUTO,
    CLEAN_MODEL,
    CRISP,
    DRAWING_MODEL,
    FAITHFUL,
    FULL_STRENGTH,
    NATURAL,
    OWN_MODELS,
    RESTORE_MODEL,
    SHARP_MODEL,
    limits,
    natural_detail,
)

translate = QCoreApplication.translate

WITH_DETAIL = (AUTO, CLEAN_MODEL, RESTORE_MODEL)
_ADD = Path()  # data of the item that opens the file dialog


class ModelSection(Section):
    def __init__(self) -> None:
        super().__init__(self.tr("Model"))
        self.choice = ModelList(self.tr("Model"))
        self._title.setBuddy(self.choice)
        self._fill()
        self.choice.activated.connect(self._on_chosen)
        self._adder = ModelAdder(self)
        self._adder.changed.connect(self._on_adder_changed)
        self._adder.added.connect(self._on_added)
        self.adding = Note()
        self.sentence = Note()
        self.seen = Note("body")
        self.strength = SliderRow(self.tr("Strength"), *limits("denoise"))
        self.strength.changed.connect(self._on_strength_changed)
        self.automatic = Button(self.tr("Automatic"), role="flat")
        self.automatic.setToolTip(
            self.tr("Natural for most pictures, crisper for noisy or blurred ones, Faithful for 16-bit ones")
        )
        self.automatic.clicked.connect(self._on_automatic_clicked)
        names = {FAITHFUL: self.tr("Faithful"), NATURAL: self.tr("Natural"), CRISP: self.tr("Crisp")}
        self.detail = SliderRow(self.tr("Detail"), *limits("detail"), self.automatic, names=names)
        self.detail.setToolTip(
            self.tr("Faithful invents nothing. Crisp paints fine detail that the original does not show.")
        )
        self.detail.changed.connect(self._on_detail_changed)
        for widget in (self.choice, self.adding, self.sentence, self.seen, self.strength, self.detail):
            self._column.addWidget(widget)

    def add(self, files: list[Path]) -> None:
        """Add third-party models. Each is read and measured in the background, and then chosen."""
        self._adder.add(files)

    def shut_down(self) -> None:
        self._adder.shut_down()

    def _fill(self) -> None:
        """Fill the list: our models, third-party models, and files in the user's folder that have not been read yet."""
        self._sentences = {AUTO: self.tr("Looks at each picture and chooses the model and strength that suit it.")}
        self._mixing = set()
        self.choice.clear()
        self._add_item(self.tr("Automatic"), AUTO)
        cards = [model.card for model in list_models() if model.card.name != SHARP_MODEL]  # an end of the detail slider
        order = {name: place for place, name in enumerate((RESTORE_MODEL, CLEAN_MODEL, DRAWING_MODEL))}
        for card in sorted(cards, key=lambda card: order.get(card.name, len(order))):
            self._sentences[card.name] = self._sentence_about(card)
            self._add_item(card.title or text.model_title(card.name), card.name)
            if card.can_mix:
                self._mixing.add(card.name)
        for file in waiting_files():
            self.choice.addItem(self.tr("{name} (not read yet)").format(name=file.stem), file)
        self.choice.insertSeparator(self.choice.count())
        self.choice.addItem(self.tr("Add a model…"), _ADD)

    def _add_item(self, title: str, model: str) -> None:
        """Add a model with its purpose."""
        self.choice.addItem(title, model)
        for role in (SENTENCE_ROLE, Qt.ItemDataRole.AccessibleDescriptionRole):
            self.choice.setItemData(self.choice.count() - 1, self._sentences[model], role)

    def _sentence_about(self, card: ModelCard) -> str:
        about = translate("models", card.description)
        if card.origin:
            about = self.tr("Added from {file}.").format(file=card.origin["file"])
        if card.name in OWN_MODELS:
            return about
        return self.tr("{about} Licence: {licence}").format(about=about, licence=card.licence)

    def _show(self) -> None:
        options, seen = self._state.options, self._state.seen
        model = options.named_model
        self.choice.choose(model)
        found = text.model_choice(seen) if seen and model == AUTO else ""
        self.sentence.clear()  # before the other one is shown, so that they are never both visible
        self.seen.setText(found)
        self.sentence.setText("" if found else self._sentences.get(model, ""))
        self._reserve_lines()
        self.strength.setVisible(model == RESTORE_MODEL)
        strength = FULL_STRENGTH if options.denoise is None else options.denoise
        self.strength.show_value(strength)
        self.detail.setVisible(model in WITH_DETAIL or model in self._mixing)
        default = seen.detail if seen else natural_detail(strength if model == RESTORE_MODEL else 0)
        default = default if model in WITH_DETAIL else CRISP
        self.detail.show_value(default if options.detail is None else options.detail)
        self.automatic.setEnabled(options.detail is not None)

    def _reserve_lines(self) -> None:
        """Reserve as many lines for the findings about a picture as the sentence about Automatic takes."""
        is_auto = self._state.options.named_model == AUTO
        room, flag = QRect(0, 0, self.width(), 0), Qt.TextFlag.TextWordWrap
        self.seen.ensurePolished()  # only then is its font known
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
        if isinstance(model, Path):
            self.choice.choose(self._state.options.named_model)  # until the new one is ready
            self.add(self._ask_for_files() if model == _ADD else [model])
            return
        begin = seen.denoise if model == RESTORE_MODEL and seen and seen.denoise else None
        detail = self._state.options.detail if model in WITH_DETAIL else None
        self._request(model=model, denoise=begin, detail=detail)

    def _ask_for_files(self) -> list[Path]:
        kinds = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        title, filter = self.tr("Add a model"), self.tr("Models ({kinds})").format(kinds=kinds)
        names, _ = QFileDialog.getOpenFileNames(self, title, "", filter)
        return [Path(name) for name in names]

    def _on_adder_changed(self) -> None:
        self.adding.setText(self._adder.text)

    def _on_added(self, name: str) -> None:
        self._fill()
        self._request(model=name, denoise=None, detail=None)

    def _on_strength_changed(self, value: int) -> None:
        self._request(denoise=value)

    def _on_detail_changed(self, value: int) -> None:
        self._request(detail=value)

    def _on_automatic_clicked(self) -> None:
        self._request(detail=None)
