"""The stages of one picture in a run, which may run in any thread. Errors become outcomes here."""

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
    reason_of,
    says_out_of_memory,
)
from upscaler.images.atomic import digest_of
from upscaler.images.codecs.base import Header
from upscaler.jobs import checksums
from upscaler.jobs.active_job import ActiveJob, ClaimedElsewhere
from upscaler.jobs.claims import Claims
from upscaler.jobs.events import Ended, Listener, Progressed, Reading, Removed, Returned, Rows, Running, Written
from upscaler.jobs.job import MAX_CRASHES, Job, Outcome, State, header_of
from upscaler.jobs.targets import Targets
from upscaler.options import UpscaleOptions
from upscaler.pipeline import Steps, finish
from upscaler.progress import Progress

if TYPE_CHECKING:
    from upscaler.progress import Pixels

_SHARE_OF_MEMORY = 1 / 8  # of the free memory; a picture that needs more runs alone, otherwise four are in flight

_log = logging.getLogger(__name__)

UpscaleInSteps = Callable[[Path, Path, UpscaleOptions, Progress, Path], Steps]


class Stages:
    """The stages of a run. `between_strips` is called in the network's thread."""

    def __init__(
        self,
        upscale: UpscaleInSteps,
        targets: Targets,
        claims: Claims,
        emit: Listener,
        between_strips: Callable[[], None],
        shared: bool = False,
    ) -> None:
        """`shared`: other computers write into the same folders."""
        self._upscale, self._targets, self._claims = upscale, targets, claims
        self._emit, self._between_strips, self._shared = emit, between_strips, shared
        self._largest = psutil.virtual_memory().available * _SHARE_OF_MEMORY

    def prepare(self, active: ActiveJob) -> None:
        """Choose the target and decode the source, unless the picture must run alone."""
        job = active.job
        self._emit(Reading(job))
        if job.crashes >= MAX_CRASHES:
            raise CrashedError(job.source, job.crashes)
        header = header_of(job)
        if job.options.size.leaves_out(header.size):
            self.end(active, State.SKIPPED)
            return
        active.alone = active.alone or _bytes(job, header) > self._largest
        existing = self._claims.claim(active, header)
        if existing is not None:
            self.end(active, State.SKIPPED, existing)
            return
        self.begin(active)
        if not active.alone:
            active.step()

    def begin(self, active: ActiveJob) -> None:
        """Begin the steps of the pipeline; also for a second try."""

        def report(share: float) -> None:
            self._emit(Progressed(active.job, share))

        def show(pixels: Pixels, rows: int) -> None:
            self._emit(Rows(active.job, pixels, rows))

        progress = Progress(report, active.cancelled, on_rows=show, between_strips=self._between_strips)
        active.steps = self._upscale(active.job.source, active.target, active.options, progress, active.part)

    def enlarge(self, active: ActiveJob) -> None:
        """Run the network on it."""
        active.is_started = True
        self._emit(Running(active.job))
        self._between_strips()
        active.step()

    def write(self, active: ActiveJob) -> None:
        """Encode the result, verify it, and move it into place."""
        if self.try_step(active, self._finish):
            self.end(active, State.DONE, active.target)

    def _finish(self, active: ActiveJob) -> None:
        active.step()
        active.check_claim()
        if self._targets.is_source(active.target):
            raise SourceIsTargetError(active.target)
        digest = digest_of(active.part) or ""
        self._emit(Written(active.job, active.target, digest))
        active.begin_to_move()
        assert active.steps is not None
        result = finish(active.steps)
        warnings: tuple[str, ...] = (messages.RETRIED_ALONE,) if active.tries > 1 else ()
        if active.options.provenance:
            warnings += self._add_checksum(active.target, digest)
        active.result = replace(
            result, retries=result.retries + active.tries - 1, warnings=(*result.warnings, *warnings)
        )

    def _add_checksum(self, target: Path, digest: str) -> tuple[str, ...]:
        """Returns a warning if that fails: the result itself is in place."""
        try:
            checksums.add(target, digest, self._shared)
        except OSError as error:
            return (messages.filled(messages.CHECKSUM_NOT_WRITTEN, path=checksums.NAME, reason=reason_of(error)),)
        return ()

    def try_step(self, active: ActiveJob, step: Callable[[ActiveJob], None]) -> bool:
        """Run a step. Returns whether the job continues; errors end it, and unexpected ones are logged as well."""
        try:
            step(active)
            if not active.is_over:
                return True
            self.end(active, State.CANCELLED)  # it was given up or skipped: release what it holds
        except Cancelled:
            self.end(active, State.CANCELLED)
        except ClaimedElsewhere:
            active.claimed_elsewhere = True
            if active.end():
                self._emit(Returned(active.job))
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
        """Release everything it holds, and report how it ended unless it was given up before."""
        if active.end():
            self.report_end(active, state, target, error)

    def report_end(
        self, active: ActiveJob, state: State, target: Path | None = None, error: UpscalerError | None = None
    ) -> None:
        """Report how it ended, even if given up. If it was stopped, but not cancelled by the user, it waits again."""
        can_run_later = (active.app_closes or not active.is_started) and not active.cancelled_by_user
        if state is State.CANCELLED and (active.is_removed or can_run_later):
            self._emit(Returned(active.job))
            if active.is_removed:
                self._emit(Removed([active.job.id]))
        else:
            self._emit(Ended(Outcome(active.job, state, active.seconds, target, active.result, error)))


def _bytes(job: Job, header: Header) -> int:
    """Roughly how much memory a picture takes, source and result. Raises ScaleError."""
    target = job.options.size.of(header.size)
    return (header.size.pixels + target.pixels) * header.frames * 4 * (2 if header.bits > 8 else 1)


def _lacks_space(error: Exception) -> bool:
    """Whether another try with no other picture in flight may help. When a decoder or encoder runs out of memory, its
    error is the cause of one of ours."""
    found = (error, error.__cause__)
    return isinstance(error, NotEnoughMemoryError | NotEnoughDiskError) or any(
        isinstance(one, Exception) and says_out_of_memory(one) for one in found
    )
