"""Options that few people change: names of files, metadata, existing and damaged files, device and precision."""

from __future__ import annotations

from typing import get_args

from PySide6.QtWidgets import QWidget

from upscaler.gui.options.section import Section
from upscaler.gui.options.target import NameSection
from upscaler.gui.options.textures import SheetSection, TextureSection
from upscaler.gui.widgets import layouts, text
from upscaler.gui.widgets.combo_box import ComboBox
from upscaler.gui.widgets.controls import Button, CheckBox, Note, label
from upscaler.options import DeviceChoice


class MoreOptions(Section):
    """A button that expands and collapses the sections below it."""

    def __init__(self) -> None:
        super().__init__("")
        self.button = Button(self.tr("More options"), "chevron-right", role="disclosure")
        self.button.clicked.connect(self._on_clicked)
        self.name_section = NameSection()
        self.exists_section = ExistsSection()
        self.metadata_section = MetadataSection()
        self.provenance_section = ProvenanceSection()
        self.texture_section = TextureSection()
        self.sheet_section = SheetSection()
        self.normal_map_section = NormalMapSection()
        self.damaged_section = DamagedSection()
        self.device_section = DeviceSection()
        self._inside = QWidget()
        inner = layouts.column(self._inside, spacing=0, margins=(0, 4, 0, 0))
        for section in self._sections():
            section.options_requested.connect(self.options_requested)
            inner.addWidget(section)
        self._column.addWidget(self.button)
        self._column.addWidget(self._inside)
        self.expand(False)

    @property
    def is_expanded(self) -> bool:
        return self._inside.isVisibleTo(self)

    def expand(self, expanded: bool) -> None:
        self._inside.setVisible(expanded)
        self.button.set_icon("chevron-down" if expanded else "chevron-right")
        self.button.setAccessibleDescription(self.tr("expanded") if expanded else self.tr("collapsed"))

    def _sections(self) -> tuple[Section, ...]:
        return (
            self.name_section,
            self.exists_section,
            self.metadata_section,
            self.provenance_section,
            self.texture_section,
            self.sheet_section,
            self.normal_map_section,
            self.damaged_section,
            self.device_section,
        )

    def _show(self) -> None:
        for section in self._sections():
            section.show_state(self._state)

    def _on_clicked(self) -> None:
        self.expand(not self.is_expanded)


class ExistsSection(Section):
    def __init__(self) -> None:
        super().__init__(self.tr("If the file exists"))
        self.choice = ComboBox(self.tr("If the file exists"))
        self._title.setBuddy(self.choice)
        self.choice.addItem(self.tr("Keep both"), "rename")
        self.choice.addItem(self.tr("Skip the picture"), "skip")
        self.choice.addItem(self.tr("Replace the file"), "overwrite")
        self.choice.activated.connect(self._on_chosen)
        self._column.addWidget(self.choice)

    def _show(self) -> None:
        self.choice.choose(self._state.options.on_exists)

    def _on_chosen(self, position: int) -> None:
        self._request(on_exists=self.choice.itemData(position))


class MetadataSection(Section):
    def __init__(self) -> None:
        super().__init__(self.tr("Camera data, date, location (GPS)"))
        self.choice = ComboBox(self.tr("Camera data, date, location (GPS)"))
        self._title.setBuddy(self.choice)
        self.choice.addItem(self.tr("Keep everything"), False)
        self.choice.addItem(self.tr("Remove everything"), True)
        self.choice.activated.connect(self._on_chosen)
        self.meaning = Note()
        self._column.addWidget(self.choice)
        self._column.addWidget(self.meaning)

    def _show(self) -> None:
        removed = self._state.options.strip_metadata
        self.choice.choose(removed)
        self.meaning.setText(
            self.tr("The file will not say where, when or with which camera the picture was taken.")
            if removed
            else self.tr("The file will say where the picture was taken, if the original does.")
        )

    def _on_chosen(self, position: int) -> None:
        self._request(strip_metadata=self.choice.itemData(position))


class _Switch(Section):
    """An option that is on or off, with an explanation."""

    def __init__(self, title: str, option: str) -> None:
        super().__init__(title)
        self._option = option
        self.check = CheckBox("")
        self.check.clicked.connect(self._on_clicked)
        self._meaning = Note()
        self._column.addWidget(self.check)
        self._column.addWidget(self._meaning)

    def _show(self) -> None:
        self.check.setChecked(getattr(self._state.options, self._option))

    def _on_clicked(self, checked: bool) -> None:
        self._request(**{self._option: checked})


class ProvenanceSection(_Switch):
    def __init__(self) -> None:
        super().__init__(self.tr("Provenance"), "provenance")
        self.check.setText(self.tr("Record how the result was made"))
        self._meaning.setText(
            self.tr(
                "The file names the app, the model and the original; its checksum is added to SHA256SUMS beside it."
            )
        )


class NormalMapSection(_Switch):
    def __init__(self) -> None:
        super().__init__(self.tr("Normal map"), "normal_map")
        self.check.setText(self.tr("Treat as a normal map"))
        self._meaning.setText(self.tr("The channels are upscaled separately, and the vectors keep length 1."))


class DamagedSection(_Switch):
    def __init__(self) -> None:
        super().__init__(self.tr("Damaged files"), "allow_truncated")
        self.check.setText(self.tr("Upscale what can be read"))
        self._meaning.setText(self.tr("Missing parts are filled with a flat colour."))


class DeviceSection(Section):
    """Device and precision; "Automatic" shows its choice, once it is known."""

    def __init__(self) -> None:
        super().__init__(self.tr("Run on"))
        self.device = ComboBox(self.tr("Device"))
        self._title.setBuddy(self.device)
        self.device.activated.connect(self._on_device_chosen)
        self.precision = ComboBox(self.tr("Precision"))
        self.precision.activated.connect(self._on_precision_chosen)
        self._column.addWidget(self.device)
        self._column.addSpacing(12)
        self._column.addWidget(label(self.tr("Precision"), "muted", self.precision))
        self._column.addWidget(self.precision)

    def _show(self) -> None:
        options, throughput, devices = self._state.options, self._state.throughput, self._state.devices
        titles = self._titles()
        self.device.clear()
        self.precision.clear()
        self.device.addItem(self._automatic(titles[throughput.device] if throughput else ""), "auto")
        self.precision.addItem(self._automatic(throughput.precision if throughput else ""), "auto")
        for device in get_args(DeviceChoice):
            if device in devices:
                self.device.addItem(titles.get(device) or f"{devices[device]} (Vulkan)", device)
        self.precision.addItem(self.tr("Exact (fp32)"), "fp32")
        self.precision.addItem(self.tr("Faster (bf16)"), "bf16")
        self.precision.addItem(self.tr("Fastest (int8)"), "int8")
        if self._state.has_fp16:
            self.precision.addItem(self.tr("Faster (fp16)"), "fp16")
        self.device.choose(options.device)
        self.precision.choose(options.precision)

    def _titles(self) -> dict[str, str]:
        return {
            "cpu": self.tr("Processor (CPU)"),
            "cuda": self.tr("Graphics card (CUDA)"),
            "mps": self.tr("Graphics chip (Metal)"),
            "vulkan": self.tr("Graphics card (Vulkan)"),
        }

    def _automatic(self, chosen: str) -> str:
        return self.tr("Automatic: {chosen}").format(chosen=chosen) if chosen else text.device("auto")

    def _on_device_chosen(self, position: int) -> None:
        self._request(device=self.device.itemData(position))

    def _on_precision_chosen(self, position: int) -> None:
        self._request(precision=self.precision.itemData(position))
