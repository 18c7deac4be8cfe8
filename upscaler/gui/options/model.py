"""Which model: each with one sentence about what it is for."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from upscaler.gui.controls import Choice, Note
from upscaler.gui.options.section import Section
from upscaler.network.catalog import list_models
from upscaler.options import AUTO

translate = QCoreApplication.translate


class ModelSection(Section):
    def __init__(self) -> None:
        super().__init__(self.tr("Model"))
        self._sentences = {AUTO: self.tr("Looks at each picture and takes the model that fits it.")}
        self.choice = Choice(self.tr("Model"))
        self.choice.addItem(self.tr("Automatic"), AUTO)
        for model in list_models():
            self.choice.addItem(translate("models", model.card.name), model.card.name)
            self._sentences[model.card.name] = translate("models", model.card.description)
        self.choice.activated.connect(self._on_chosen)
        self.sentence = Note()
        self._column.addWidget(self.choice)
        self._column.addWidget(self.sentence)

    def _show(self) -> None:
        model = self._situation.options.model
        self.choice.choose(model)
        self.sentence.setText(self._sentences.get(model, ""))

    def _on_chosen(self, position: int) -> None:
        model = self.choice.itemData(position)
        self._wish(model=model, denoise=None)
