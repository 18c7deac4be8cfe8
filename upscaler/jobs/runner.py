"""Runs jobs one after another. Whatever happens to one, the next one runs."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from upscaler.errors import Cancelled, UnexpectedError, UpscalerError
from upscaler.images.header import read_header
from upscaler.jobs.job import Job, Outcome, State
from upscaler.jobs.targets import Targets
from upscaler.options import UpscaleOptions
from upscaler.pipeline import UpscaleResult, upscale_file
from upscaler.progress import Progress

_log = logging.getLogger(__name__)

Upscale = Callable[[Path, Path, UpscaleOptions, Progress], UpscaleResult]


class Runner:
    """The one place where errors become outcomes; the window and the command line both use it."""

    def __init__(self, upscale: Upscale = upscale_file) -> None:
        self._upscale = upscale
        self._targets = Targets()

    def protect(self, sources: Iterable[Path]) -> None:
        """Make sure that no job replaces any of these files."""
        self._targets.protect(sources)

    def run(self, job: Job, progress: Progress) -> Outcome:
        """Upscale one file; in the caller's thread. Never raises: what cannot be foreseen is logged and told too."""
        start = time.monotonic()

        def ended(
            state: State,
            target: Path | None = None,
            result: UpscaleResult | None = None,
            error: UpscalerError | None = None,
        ) -> Outcome:
            return Outcome(job, state, time.monotonic() - start, target, result, error)

        try:
            progress.check_cancelled()
            target = self._targets.choose(job, read_header(job.source, job.options.limit_megapixels))
            if job.options.on_exists == "skip" and os.path.exists(target):
                return ended(State.SKIPPED, target)
            return ended(State.DONE, target, self._upscale(job.source, target, job.options, progress))
        except Cancelled:
            return ended(State.CANCELLED)
        except UpscalerError as error:
            return ended(State.FAILED, error=error)
        except Exception as error:
            _log.exception("upscaling %s", job.source)
            return ended(State.FAILED, error=UnexpectedError(f"{type(error).__name__}: {error}"))
