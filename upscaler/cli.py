"""The command line, `upscale`. It never asks questions; JSON goes to stdout, everything else to stderr."""

from __future__ import annotations

import argparse
import json
import logging
import multiprocessing
import os
import signal
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from upscaler import paths, report
from upscaler.arguments import parse
from upscaler.errors import ClusterError, UnexpectedError, reason_of
from upscaler.jobs.calls import call_of, is_same_call, remaining_jobs
from upscaler.jobs.commands import CancelAll, Commands
from upscaler.jobs.disk_space import DiskSpace
from upscaler.jobs.events import Ended, Event, Notice, RunEnded
from upscaler.jobs.inhibit_sleep import inhibit_sleep
from upscaler.jobs.job import Job, Outcome, State
from upscaler.jobs.journal import Journal, Unfinished
from upscaler.jobs.planning import JobFinder, Plan
from upscaler.jobs.queue import Failure, Queue
from upscaler.jobs.records import Records
from upscaler.jobs.reports import as_json, write_failures
from upscaler.jobs.runner import Runner
from upscaler.jobs.shards import Part, Shard, read_shard
from upscaler.jobs.watch import WATCH, Watch
from upscaler.logfile import LogFile
from upscaler.messages import choice, listed, sentence
from upscaler.network.catalog import list_models, waiting_files
from upscaler.options import AUTO, CLEAN_MODEL, OWN_MODELS, UpscaleOptions, options_from
from upscaler.processor import share_processor
from upscaler.terminal import BatchBars, console, prepare_streams, printable, put
from upscaler.verification import verify

if TYPE_CHECKING:
    from upscaler.cluster.client import ClusterRunner

OK, FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130  # exit codes
_NAMED = 3  # how many inputs of an earlier call are listed


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    multiprocessing.freeze_support()  # in a frozen app, the process that reads a model is this program
    share_processor()
    prepare_streams()
    argv = sys.argv[1:] if argv is None else argv
    if argv and argv[0] == report.COMMAND:  # a picture with this name can be given as ./report
        return report.main(argv[1:])
    try:
        arguments, options = parse(argv)
    except KeyboardInterrupt:  # while a model is added, which may take minutes
        return INTERRUPTED
    _set_up_log(logging.ERROR if arguments.quiet else logging.WARNING)
    if arguments.list_models:
        return _list_models()
    if arguments.list_devices:
        return _list_devices()
    if arguments.verify is not None:
        return verify(arguments.verify, arguments.json, arguments.quiet)
    return _Call(arguments, options).run()


def _set_up_log(level: int) -> None:
    """Messages go to stderr, tracebacks only to the log file, as the outcome of the picture reports the error."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    handler.addFilter(lambda record: record.exc_info is None)
    logging.basicConfig(level=level, handlers=[handler, LogFile(_log_file())])


def _log_file() -> Path:
    return paths.logs() / "upscale.log"


def _list_models() -> int:
    _show(f"{AUTO}  The best of these for each picture.")
    for model in list_models():
        card, scales = model.card, ", ".join(f"{scale}x" for scale in model.card.scales)
        licence = "" if card.name in OWN_MODELS else f"  Licence: {card.licence}"
        _show(f"{card.name}  ({scales})  {card.description}{licence}")
    for path in waiting_files():
        _show(f"{path.stem}  Not measured yet; --model {path.stem} does that.")
    return OK


def _list_devices() -> int:
    from upscaler.inference.devices import available_devices, device_name
    from upscaler.inference.placement import about_device
    from upscaler.pipeline import load_engine

    backends = load_engine(CLEAN_MODEL, 0).backends
    for device in available_devices():
        _show(f"{device}  {device_name(device)}  ({about_device(device, backends)})")
    return OK


def _show(line: str) -> None:
    put(f"{line}\n", sys.stdout)


class _Call:
    """One call of the command: its jobs, progress bars and exit code."""

    def __init__(self, arguments: argparse.Namespace, options: UpscaleOptions) -> None:
        self._arguments, self._options = arguments, options
        self._commands = Commands()
        self._is_cancelled = False
        self._console = console(sys.stderr)
        self._journal = Journal()
        self._states: Counter[State] = Counter()
        self._failures: list[Failure] = []
        self._plan: Plan | None = None
        self._records: Records | None = None
        self._watch: Watch | None = None

    def run(self) -> int:
        """Run all jobs; returns the exit code. Ctrl-C stops within a second; the rest can be resumed."""
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:  # as under nohup
                signal.signal(number, self._interrupt)
        try:
            found = self._queue_and_jobs()
            if found is None:
                return OK
            queue, jobs = found
            total = self._run(queue, jobs)
            queue.leave()
            if self._watch is not None:
                self._watch.end()
        except ClusterError as error:
            self._print(sentence(error))
            return FAILED if self._states else USAGE
        finally:
            self._journal.close()
            if self._records is not None:
                self._records.close()
        self._summary(total)
        is_reported = self._report()
        if self._is_cancelled and self._watch is None:
            return INTERRUPTED
        return OK if is_reported and not self._states[State.FAILED] else FAILED

    def _queue_and_jobs(self) -> tuple[Queue, Iterable[Job | None]] | None:
        """A new queue, or the rest of an unfinished one; None if there is nothing to resume."""
        asked = self._arguments
        shard = str(asked.shard) if asked.shard else None
        call = call_of(asked.inputs, asked.output, self._options, asked.recursive, asked.manifest, shard, asked.cluster)
        if asked.watch:
            chosen = self._options.on_exists if "on_exists" in asked.named else None
            self._watch = Watch(call | {WATCH: chosen}, self._journal, self._say)
            self._say(f"Watching {listed(map(str, asked.inputs))}.")
            return self._watch.queue, self._watch
        unfinished = self._journal.unfinished()
        if asked.resume:
            for one in unfinished:
                is_it = not (asked.inputs or asked.manifest) or is_same_call(one.call, call, asked.named)
                queue = self._journal.resume(one.id) if is_it else None
                if queue is not None:
                    return queue, self._resumed(one, queue)
            if not asked.inputs and not asked.manifest:
                self._say("There is nothing to resume.")
                return None
        for one in unfinished:
            if one.open and one.call != call and not one.told and not asked.quiet:
                self._say(f"An earlier run is not finished: {_left(one)}; --resume finishes it.")
                self._journal.remember_told(one.id)
        self._plan = Plan(asked.inputs, asked.output, self._options, asked.recursive, self._say, asked.manifest)
        jobs = self._plan if asked.shard is None else self._part(self._plan, asked.shard)
        return self._journal.begin(call), jobs

    def _part(self, plan: Plan, shard: Shard) -> Iterable[Job]:
        """The jobs of this machine, out of the list that all machines read."""
        self._records = Records(self._arguments.output, shard)
        part = Part(plan, shard)
        yield from part
        self._records.listed(part)

    def _resumed(self, unfinished: Unfinished, queue: Queue) -> Iterable[Job]:
        """The remaining jobs of an earlier call, with its options. Its outcomes count together with the new ones."""
        self._say(f"Resuming: {_left(unfinished)}.")
        open_states = (State.WAITING, State.CANCELLED)
        self._states.update({state: count for state, count in queue.counts().items() if state not in open_states})
        self._failures = queue.failures()
        if "options" in unfinished.call:
            self._options = options_from(unfinished.call["options"])
        if "shard" in unfinished.call:
            self._arguments.shard = read_shard(unfinished.call["shard"])
            self._arguments.cluster = unfinished.call["cluster"]
            self._records = Records(Path(unfinished.call["output"]), self._arguments.shard)
            return remaining_jobs(unfinished, queue, self._say, self._records.listed)
        return remaining_jobs(unfinished, queue, self._say)

    def _run(self, queue: Queue, jobs: Iterable[Job | None]) -> int:
        """Run the jobs; returns how many there were, including those of earlier processes."""
        before = self._states.total()
        runner = self._runner()
        runner.protect(queue.targets())
        disk_space = DiskSpace(self._say)

        def found(job: Job) -> None:
            if job.options.on_exists != "rename":  # with "rename" no existing file can be a target; saves time
                runner.protect([job.source])
            if self._watch is None:  # how many pictures a watch will process is unknown
                disk_space.add(job)

        # A result must not replace a source that has not been found yet. A watch may: its sources arrive later
        is_risky = self._options.on_exists == "overwrite" and self._watch is None
        finder = JobFinder(jobs, self._commands, found, is_risky, runner.ahead)
        show = not self._arguments.quiet and sys.stderr.isatty()  # rich would also consult FORCE_COLOR
        bars = BatchBars(self._console, show, lambda: before + finder.total, before)
        with closing(runner), inhibit_sleep(self._keeps_awake), bars:

            def listen(event: Event) -> None:
                finder(event)
                bars.handle(event)
                if self._records is not None:
                    self._records(event)
                if self._watch is not None:
                    self._watch(event)
                self._handle(event)

            runner.run(self._commands, queue, listen)
        finder.check()
        return before + finder.total

    @property
    def _keeps_awake(self) -> bool:
        """Whether the computer must not sleep; a watch has no end and would keep it awake forever."""
        return self._watch is None and not self._arguments.no_inhibit

    def _runner(self) -> Runner | ClusterRunner:
        """What runs the jobs: this process, or the workers of a cluster. Raises ClusterError."""
        if self._arguments.cluster is None:
            return Runner(shared=self._arguments.shard is not None)
        try:
            from upscaler.cluster.client import ClusterRunner
        except ImportError as error:
            raise ClusterError("dask.distributed is not installed: pip install 'upscaler[cluster]'") from error
        return ClusterRunner(self._arguments.cluster)

    def _interrupt(self, *_: object) -> None:
        if self._watch is not None:
            self._watch.stop()
        self._commands.put(CancelAll())

    def _handle(self, event: Event) -> None:
        match event:
            case Ended(outcome):
                self._tell(outcome)
            case Notice(sentence):
                self._say(sentence)
            case RunEnded(cancelled):
                self._is_cancelled = cancelled
            case _:
                pass

    def _tell(self, outcome: Outcome) -> None:
        self._states[outcome.state] += 1
        if self._arguments.json:
            self._print_json(outcome)
        if outcome.error is not None:
            self._failures.append(Failure(outcome.job.source.absolute(), sentence(outcome.error)))
            self._print(sentence(outcome.error))
            if isinstance(outcome.error, UnexpectedError):
                self._say(f"Details are in {_log_file()}")
        elif outcome.state is State.SKIPPED:
            is_there = outcome.target is not None and os.path.exists(outcome.target)
            why = f"{outcome.target} exists" if is_there else f"another run is making {outcome.target}"
            why = "it is already larger" if outcome.target is None else why
            self._say(f"{outcome.job.source}: skipped, {why}")
        elif outcome.result is not None:
            result = outcome.result
            for warning in result.warnings:
                self._say(f"{outcome.job.source}: {warning}")
            seen = choice(result.choice)
            how = f"{f'{seen}, ' if seen else ''}{result.device}, {result.precision}, {outcome.seconds:.1f} s"
            self._say(f"{outcome.job.source} ({result.source_size}) → {outcome.target} ({result.size}), {how}")

    def _print_json(self, outcome: Outcome) -> None:
        error = put(json.dumps(as_json(outcome)) + "\n", sys.stdout)
        if error is not None:  # nobody reads the output any more
            self._commands.put(CancelAll())
            if not isinstance(error, BrokenPipeError):
                self._print(f"The output of --json cannot be written: {reason_of(error)}.")

    def _summary(self, total: int) -> None:
        if self._plan is not None:
            walk = self._plan.walk
            not_pictures, twice, folders = walk.not_pictures, walk.duplicates, walk.folders
            if folders:
                self._say(f"{_counted(folders, 'subfolder')} skipped: --recursive reads subfolders too.")
            if not_pictures:
                self._say(f"{_counted(not_pictures, 'other file')} skipped (not pictures).")
            if twice:
                self._say(f"{_counted(twice, 'file')} reached more than once and counted once.")
        if not total and self._watch is None:
            self._say("There is nothing to upscale.")
        if total > 1:
            counts = [f"{self._states[state]} {state}" for state in State if self._states[state]]
            self._say(f"{', '.join(counts) or 'none done'} of {total}")
        if self._is_cancelled and self._watch is None:
            self._say("Interrupted. Use --resume to finish the rest.")

    def _report(self) -> bool:
        """Write the list of failures if requested; False if it cannot be written."""
        path = self._arguments.report
        if path is not None:
            try:
                write_failures(path, self._failures)
            except OSError as error:
                self._print(f"The report {path} cannot be written: {reason_of(error)}.")
                return False
        return True

    def _say(self, text: str) -> None:
        if not self._arguments.quiet:
            self._print(text)

    def _print(self, text: str) -> None:
        self._console.print(printable(text))


def _left(unfinished: Unfinished) -> str:
    inputs = unfinished.call.get("inputs", ["the window"]) or [unfinished.call.get("manifest", "")]
    named = listed([*inputs[:_NAMED], *(["…"] if len(inputs) > _NAMED else [])])
    return f"{unfinished.left} of {unfinished.total} pictures of {named} are left"


def _counted(count: int, what: str) -> str:
    return f"{count} {what} was" if count == 1 else f"{count} {what}s were"


if __name__ == "__main__":
    sys.exit(main())
