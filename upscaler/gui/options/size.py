"""The size of the result, as a scale or in pixels, and its consequences: pixels, bytes and time."""

from __future__ import annotations

from upscaler.errors import ScaleError
from upscaler.gui.options.custom_size import CustomSize
from upscaler.gui.options.section import Section
from upscaler.gui.widgets import text
from upscaler.gui.widgets.controls import ElidedLabel, Note, SegmentedControl, keep_place
from upscaler.images.estimate import file_bytes
from upscaler.images.formats import keeps_depth
from upscaler.target_size import SCALES, UNITS_PER_INCH, TargetSize

_CUSTOM = "custom"


class SizeSection(Section):
    """2×, 3×, 4×, or any other size."""

    def __init__(self) -> None:
        super().__init__(self.tr("Size"))
        choices: list[tuple[object, str]] = [(scale, text.scale(scale)) for scale in SCALES]
        self.scales = SegmentedControl(self.tr("Size"), [*choices, (_CUSTOM, self.tr("Custom"))], padding=26)
        self.scales.chosen.connect(self._on_scale_chosen)
        self._is_custom = False
        self.custom = CustomSize()
        self.custom.requested.connect(self._on_requested)
        self.crowd = Note()
        self.problem = Note("warn")
        self.pixels = ElidedLabel(role="body")
        self.paper = Note()
        self.time = ElidedLabel()
        for widget in (self.scales, self.custom, self.crowd, self.problem, self.pixels, self.paper, self.time):
            self._column.addWidget(widget)

    def _show(self) -> None:
        size, picture = self._state.options.size, self._state.picture
        if self.custom.show_size(size, picture.header.size if picture else None):
            self._is_custom = size.measure != "scale" or size.value not in SCALES
        self.scales.set_current(_CUSTOM if self._is_custom else size.value)
        self.custom.setVisible(self._is_custom)
        self._show_meaning()

    def _show_meaning(self) -> None:
        wrong = self.custom.problem() if self._is_custom else ""
        self.problem.setText(wrong or self._problem_of_picture())
        self.crowd.setText(self._crowd_text())
        self.pixels.setText(self._size_text())
        self.pixels.setVisible(bool(self.pixels.text()))
        self.paper.setText(self._paper_text())
        self.time.setText(self._time_text())
        keep_place(self.time, bool(self.pixels.text()))  # the time follows once the speed has been measured
        self.time.setVisible(bool(self.time.text()))

    # Texts

    def _problem_of_picture(self) -> str:
        """Why the picture in view cannot have this size; empty if it can."""
        picture, size = self._state.picture, self._state.options.size
        if picture is None or size.is_possible(picture.header.size):
            return ""
        if size.leaves_out(picture.header.size):
            return self.tr("This picture is already larger and will be skipped.")
        try:
            size.of(picture.header.size)
        except ScaleError as error:
            return " ".join(filter(None, [text.failure(error), self._reachable_text(size, error)]))
        return ""

    def _reachable_text(self, size: TargetSize, error: ScaleError) -> str:
        """For a size on paper that this picture cannot have: the resolution with which it would be printed."""
        if size.resolution is None:
            return ""
        return self.tr("Printed at this size, it would have {dpi} dpi.").format(
            dpi=round(size.resolution * error.possible / error.scale)
        )

    def _crowd_text(self) -> str:
        """How many pictures of the queue are already larger, and how many are too small."""
        crowd = self._state.crowd
        if crowd is None or not self._is_custom:
            return ""
        one_larger, larger = (
            self.tr("1 of {total} is already larger."),
            self.tr("{count} of {total} are already larger."),
        )
        one_too_small = self.tr("1 of {total} is too small and will fail.")
        too_small = self.tr("{count} of {total} are too small and will fail.")
        sentences = [
            (one_larger if crowd.larger == 1 else larger).format(count=crowd.larger, total=crowd.total)
            if crowd.larger
            else "",
            (one_too_small if crowd.too_small == 1 else too_small).format(count=crowd.too_small, total=crowd.total)
            if crowd.too_small
            else "",
        ]
        return " ".join(filter(None, sentences))

    def _paper_text(self) -> str:
        """For a size on paper: both sides, the scale, and the resolution with which the original would be printed."""
        size, picture = self._state.options.size, self._state.picture
        if size.resolution is None or picture is None or self._state.target_size is None:
            return ""
        scale, dpi = size.scale_of(picture.header.size), size.resolution_of(picture.header.size) or size.resolution
        if size.is_exceeded_by(picture.header.size):
            said = self.tr("The original is larger than this; the result has {dpi} dpi.").format(dpi=round(dpi))
        else:
            said = self.tr("{scale} larger; the original alone would be printed at {dpi} dpi").format(
                scale=text.scale(round(scale, 2)), dpi=round(dpi / scale)
            )
        with_bleed = self.tr("With bleed {width} × {height}: the edges are mirrored on each side")
        sides = with_bleed if size.bleed_pixels else self.tr("{width} × {height} on paper")
        width, height = (
            f"{text.number(round(pixels / dpi * UNITS_PER_INCH[size.unit], 2))}{text.NARROW}{size.unit}"
            for pixels in (self._state.target_size.width, self._state.target_size.height)
        )
        sides = sides.format(width=width, height=height)
        return "\n".join([said, sides] if size.bleed_pixels else [sides, said])

    def _size_text(self) -> str:
        asked, size = self._state.options.size, self._state.target_size
        if size is not None:
            frames = self._state.frames
            amount = self.tr("%n frames", "", frames) if frames > 1 else text.megapixels(size)
            return self.tr("{size} · {megapixels} · ≈ {bytes}").format(
                size=text.size(size), megapixels=amount, bytes=text.file_size(self._bytes())
            )
        if self._state.picture is not None:
            return ""
        if asked.measure == "scale":
            return self.tr("{scale} the width and height").format(scale=text.scale(asked.value))
        return ""

    def _bytes(self) -> int:
        state = self._state
        assert state.picture is not None and state.format is not None and state.target_size is not None
        return file_bytes(state.target_size, state.picture.header, state.format, state.options.quality)

    def _time_text(self) -> str:
        state = self._state
        throughput, picture, size, format = state.throughput, state.picture, state.target_size, state.format
        if throughput is None or picture is None or size is None or format is None:
            return ""
        if state.options.size.is_exceeded_by(picture.header.size):
            return ""  # no network runs
        high_bit_depth = picture.header.bits > 8 and keeps_depth(picture.header, size, format)
        seconds = throughput.seconds(picture.header.size, size, format.name, high_bit_depth, state.frames)
        return self.tr("Takes about {time} here ({device}, {precision})").format(
            time=text.about(seconds), device=text.device(throughput.device), precision=throughput.precision
        )

    def _on_scale_chosen(self, key: object) -> None:
        self._is_custom = key == _CUSTOM
        if not self._is_custom:
            self._request(size=TargetSize(float(str(key))))
            return
        self._show()
        self.custom.focus_number()

    def _on_requested(self, size: TargetSize) -> None:
        self._request(size=size)
