"""Other settings that are worth comparing with the present ones: detail, strength or model."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from upscaler.errors import OptionsError
from upscaler.gui.comparison.stage import Variant
from upscaler.gui.widgets import text
from upscaler.options import (
    CLEAN_MODEL,
    CRISP,
    DRAWING_MODEL,
    FAITHFUL,
    FULL_STRENGTH,
    NATURAL,
    RESTORE_MODEL,
    ModelChoice,
    UpscaleOptions,
    chosen_model,
    natural_detail,
)

translate = QCoreApplication.translate

DETAIL, STRENGTH, MODEL = "detail", "strength", "model"
DIMENSIONS = (DETAIL, STRENGTH, MODEL)


def variants_of(dimension: str, options: UpscaleOptions, choice: ModelChoice | None) -> tuple[Variant, ...]:
    """Two to four variants of these options, the present one among them, from weak to strong.

    `choice` is the model that the present options choose for the picture; None if that is not known. Detail is varied
    only where the model has it; elsewhere, models are compared.
    """
    present = _present(options, choice)
    if dimension == STRENGTH:
        return _strengths(options, present)
    if dimension == DETAIL and present.model in (CLEAN_MODEL, RESTORE_MODEL):
        return _details(options, present)
    return _models(options, present)


def _present(options: UpscaleOptions, choice: ModelChoice | None) -> ModelChoice:
    """The model and strengths of these options; `choice`, perhaps of earlier options, fills in what they leave open."""
    try:
        chosen = chosen_model(options.model, options.denoise) or choice or ModelChoice(CLEAN_MODEL)
    except OptionsError:  # the preview will report it
        return ModelChoice(options.named_model)
    detail = choice.detail if choice == chosen else natural_detail(chosen.denoise, chosen.fault)
    return replace(chosen, detail=detail if options.detail is None else options.detail)


def _details(options: UpscaleOptions, present: ModelChoice) -> tuple[Variant, ...]:
    names = {
        FAITHFUL: translate("variants", "Faithful"),
        NATURAL: translate("variants", "Natural"),
        CRISP: translate("variants", "Crisp"),
    }
    more = [level for level in (present.detail, natural_detail(present.denoise, present.fault)) if level not in names]
    names |= {level: translate("variants", "Detail {value}").format(value=level) for level in more[:1]}
    return tuple(
        Variant(names[level], options, True)
        if level == present.detail
        else Variant(names[level], replace(options, detail=level))
        for level in sorted(names)
    )


def _strengths(options: UpscaleOptions, present: ModelChoice) -> tuple[Variant, ...]:
    def variant(strength: int) -> Variant:
        name = translate("variants", "Strength {value}").format(value=strength)
        model, denoise = (RESTORE_MODEL, strength) if strength else (CLEAN_MODEL, None)
        return Variant(name, replace(options, model=model, denoise=denoise))

    is_restoring = present.model in (CLEAN_MODEL, RESTORE_MODEL)
    strengths = {0, FULL_STRENGTH // 2, FULL_STRENGTH} | ({present.denoise} if is_restoring else set())
    found = [variant(strength) for strength in sorted(strengths)]
    if is_restoring:
        place = sorted(strengths).index(present.denoise)
        found[place] = replace(found[place], options=options, is_used=True)
    else:
        found.insert(0, Variant(text.model_title(present.model), options, True))
    return tuple(found)


def _models(options: UpscaleOptions, present: ModelChoice) -> tuple[Variant, ...]:
    changes = {
        CLEAN_MODEL: replace(options, model=CLEAN_MODEL, denoise=None),
        RESTORE_MODEL: replace(options, model=RESTORE_MODEL, denoise=present.denoise or None),
        DRAWING_MODEL: replace(options, model=DRAWING_MODEL, denoise=None, detail=None),
    }
    changes[present.model] = options
    return tuple(Variant(text.model_title(name), changes[name], name == present.model) for name in changes)
