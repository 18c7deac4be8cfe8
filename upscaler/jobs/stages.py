"""What is done with one picture of a run, stage by stage, in any thread. Here errors become outcomes."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from upscaler import messages
from upscaler.errors import (
    Cancelled,
    CrashedError,
    NotEnoughDiskError,
    NotEnoughMemoryError,
    SourceIsTargetError,
    UnexpectedError,
    UpscalerError,
    says_out_of_memory,
)
from upscaler.images.atomic import digest_of
from upscaler.images.codecs.base import Header
from upscaler.images.header import read_header
from upscaler.jobs.active_job import ActiveJob
from upscaler.jobs.claims import Claims
from upscaler.jobs.events import Ended, Listener, Progressed, Reading, Removed, Returned, Rows, Running, Written
from upscaler.jobs.job import Job, Outcome, State
from upscaler.jobs.targets import Targets
from upscaler.options import UpscaleOptions
from upscaler.pipeline import Steps, finish
from upscaler.progress import Progress

if TYPE_CHECKING:
    from upscaler.progress import Pixels

MOST_CRASHES = 3  # of the app on one picture, in one queue
_SHARE_OF_MEMORY = 1 / 8  # of what is free, for a picture that others may run beside; four are on their way

_log = logging.getLogger(__name__)

UpscaleInSteps = Callable[[Path, Path, UpscaleOptions, Progress, Path], Steps]


class Stages:
    """Those of one run. `between_strips` is called in the network's thread."""

    def __init__(
        self,
        upscale: UpscaleInSteps,
        targets: Targets,
        claims: Claims,
        tell: Listener,
        between_strips: Callable[[], None],
    ) -> None:
        self._upscale, self._targets, self._claims = upscale, targets, claims
        self._tell, self._between_strips = tell, between_strips
        self._largest = psutil.virtual_memory().available * _SHARE_OF_MEMORY

    def prepare(self, active: ActiveJob) -> None:
        """Choose its target and decode it, unless that has to wait until it is alone."""
        job = active.job
        self._tell(Reading(job))
        if job.crashes >= MOST_CRASHES:
            raise CrashedError(job.source, job.crashes)
        header = read_header(job.source, job.options.limit_megapixels, job.options.allow_truncated)
        active.alone = active.alone or _bytes(job, header) > self._largest
        existing = self._claims.claim(active, header)
        if existing is not None:
            self.end(active, State.SKIPPED, existing)
            return
        self.begin(active)
        if not active.alone:
            active.step()

    def begin(self, active: ActiveJob) -> None:
        """Begin its steps, perhaps for a second time."""

        def report(share: float) -> None:
            self._tell(Progressed(active.job, share))

        def show(pixels: Pixels, rows: int) -> None:
            self._tell(Rows(active.job, pixels, rows))

        progress = Progress(report, active.cancelled, on_rows=show, between_strips=self._between_strips)
        active.steps = self._upscale(active.job.source, active.target, active.job.options, progress, active.part)

    def enlarge(self, active: ActiveJob) -> None:
        """Run it through the network."""
        active.is_started = True
        self._tell(Running(active.job))
        self._between_strips()
        active.step()

    def write_down(self, active: ActiveJob) -> None:
        """Encode and verify it, and move it into place."""
        if self.guarded(active, self._finish):
            self.end(active, State.DONE, active.target)

    def _finish(self, active: ActiveJob) -> None:
        active.step()
        if self._targets.is_source(active.target):
            raise SourceIsTargetError(active.target)
        self._tell(Written(active.job, active.target, digest_of(active.part) or ""))
        active.begin_to_move()
        assert active.steps is not None
        result = finish(active.steps)
        told = (messages.RETRIED_ALONE,) if active.tries > 1 else ()
        active.result = replace(result, retries=result.retries + active.tries - 1, warnings=(*result.warnings, *told))

    def guarded(self, active: ActiveJob, step: Callable[[ActiveJob], None]) -> bool:
        """Do a step; returns whether the job continues. Unexpected errors are logged and reported too."""
        try:
            step(active)
            if not active.is_over:
                return True
            self.end(active, State.CANCELLED)  # it was given up meanwhile, or skipped: lets go of what it holds
        except Cancelled:
            self.end(active, State.CANCELLED)
        except Exception as error:
            if active.steps is not None and active.tries == 1 and not active.alone and _lacks_space(error):
                active.steps.close()
                active.lacks_space = True
                return False
            if not isinstance(error, UpscalerError):
                _log.exception("upscaling %s", active.job.source)
                error = UnexpectedError.of(error)
            self.end(active, State.FAILED, error=error)
        return False

    def end(
        self, active: ActiveJob, state: State, target: Path | None = None, error: UpscalerError | None = None
    ) -> None:
        """Release all that it holds, and report how it ended unless it was given up before."""
        if active.end():
            self.tell_end(active, state, target, error)

    def tell_end(
        self, active: ActiveJob, state: State, target: Path | None = None, error: UpscalerError | None = None
    ) -> None:
        """Of one that was given up, too. One that was stopped but that the person has not cancelled waits again."""
        is_wanted = active.is_kept or not active.is_started
        if state is State.CANCELLED and (active.is_removed or (is_wanted and not active.is_unwanted)):
            self._tell(Returned(active.job))
            if active.is_removed:
                self._tell(Removed([active.job.id]))
        else:
            self._tell(Ended(Outcome(active.job, state, active.seconds, target, active.result, error)))


def _bytes(job: Job, header: Header) -> int:
    """About how much memory a picture takes, source and result. Raises ScaleError."""
    target = job.options.size.of(header.size)
    return (header.size.pixels + target.pixels) * header.frames * 4 * (2 if header.bits > 8 else 1)


def _lacks_space(error: Exception) -> bool:
    """Whether it may help to try again while no other picture is in flight."""
    return isinstance(error, NotEnoughMemoryError | NotEnoughDiskError) or says_out_of_memory(error)
