from pathlib import Path

import pytest

from upscaler.geometry import Region
from upscaler.gui.queue.edits import Assignment, QueueEdits
from upscaler.gui.queue.entry import Entry
from upscaler.gui.queue.finder import by_name
from upscaler.gui.queue.model import QueueModel
from upscaler.options import UpscaleOptions
from upscaler.target_size import TargetSize

BEFORE = UpscaleOptions()
SMALLER = UpscaleOptions(TargetSize(2))


@pytest.fixture
def edits(queue: QueueModel) -> QueueEdits:
    """Assignments take effect as in the window."""
    queue.add(Path(f"{name}.png") for name in "cab")
    made = QueueEdits(queue)

    def assign(assignment: Assignment) -> None:
        queue.set_options(assignment.options)
        queue.set_own_options(assignment.own)
        outputs.append(assignment.output)

    outputs: list[Path | None] = []
    made.assigned.connect(assign)
    return made


def names(queue: QueueModel) -> str:
    return "".join(entry.source.stem for entry in queue.entries)


def sizes(queue: QueueModel) -> list[float]:
    return [queue.options_of(entry).size.value for entry in queue.entries]


def test_what_was_removed_comes_back_to_its_place(edits: QueueEdits, queue: QueueModel) -> None:
    first, _, last = queue.entries
    first.own = SMALLER
    edits.remove([first.id, last.id])
    assert names(queue) == "a"
    queue.add([Path("new.png")])
    edits.stack.undo()
    assert names(queue) == "cabnew"
    assert queue.entries[0] is first and first.own == SMALLER
    edits.stack.redo()
    assert names(queue) == "anew"


def test_the_running_picture_is_not_removed(edits: QueueEdits, queue: QueueModel) -> None:
    queue.show_begun(queue.entries[0], BEFORE)
    edits.remove([queue.entries[0].id])
    assert names(queue) == "cab"
    assert not edits.stack.canUndo()


def test_moves_and_sorting_are_undone_one_by_one(edits: QueueEdits, queue: QueueModel) -> None:
    edits.move([queue.entries[0].id], 3)
    assert names(queue) == "abc"
    edits.sort(by_name, reverse=True)
    assert names(queue) == "cba"
    edits.sort(by_name, reverse=True)  # changes nothing
    edits.stack.undo()
    assert names(queue) == "abc"
    edits.stack.undo()
    assert names(queue) == "cab"
    edits.stack.redo()
    assert names(queue) == "abc"


def test_a_change_is_for_the_selected_pictures(edits: QueueEdits, queue: QueueModel) -> None:
    one = queue.entries[1]
    edits.change_options([one.id], BEFORE, SMALLER, (None, None))
    assert sizes(queue) == [4, 2, 4]
    assert queue.options == BEFORE  # for pictures added later
    edits.change_options([one.id], SMALLER, BEFORE, (None, None))
    assert one.own is None
    edits.stack.undo()
    edits.stack.undo()
    assert sizes(queue) == [4, 4, 4]


def test_a_change_for_all_is_also_for_those_that_come_and_keeps_other_differences(
    edits: QueueEdits, queue: QueueModel
) -> None:
    queue.entries[1].own = UpscaleOptions(format="png")
    edits.change_options(queue.ids, BEFORE, SMALLER, (None, None))
    assert sizes(queue) == [2, 2, 2]
    assert queue.options == SMALLER
    assert queue.entries[1].own == UpscaleOptions(TargetSize(2), format="png")


def test_one_set_of_options_can_be_given_to_all(edits: QueueEdits, queue: QueueModel) -> None:
    queue.entries[1].own = UpscaleOptions(format="png")
    edits.apply_to_all(SMALLER, Path("/results"))
    assert (sizes(queue), [entry.own for entry in queue.entries]) == ([2, 2, 2], [None] * 3)
    edits.stack.undo()
    assert queue.options_of(queue.entries[1]) == UpscaleOptions(format="png")
    assert sizes(queue) == [4, 4, 4]


def test_a_crop_belongs_to_one_picture_and_can_be_undone(edits: QueueEdits, queue: QueueModel) -> None:
    crop, cropped, ids = Region(1, 2, 3, 4), queue.entries[1], queue.ids
    edits.crop(cropped.id, crop, None)
    assert [queue.options_of(entry).crop for entry in queue.entries] == [None, crop, None]
    edits.change_options(ids, queue.options_of(cropped), SMALLER, (None, None))
    assert queue.options == SMALLER
    assert queue.options_of(cropped) == UpscaleOptions(TargetSize(2), crop)
    edits.apply_to_all(UpscaleOptions(TargetSize(3), crop), None)
    assert [queue.options_of(entry).crop for entry in queue.entries] == [None, crop, None]
    assert queue.options == UpscaleOptions(TargetSize(3))
    edits.crop(cropped.id, None, None)
    assert cropped.own is None
    for _ in range(4):
        edits.stack.undo()
    assert [entry.own for entry in queue.entries] == [None] * 3


def test_dragging_a_slider_is_one_change(edits: QueueEdits, queue: QueueModel) -> None:
    shown = BEFORE
    for quality in range(80, 90):
        options = UpscaleOptions(quality=quality)
        edits.change_options([], shown, options, (None, None))
        shown = options
    edits.change_options([], shown, UpscaleOptions(TargetSize(2), quality=89), (None, None))
    assert queue.options == UpscaleOptions(TargetSize(2), quality=89)
    edits.stack.undo()
    assert queue.options.quality == 89
    edits.stack.undo()
    assert queue.options == BEFORE


def test_the_folder_of_results_is_undone_too(edits: QueueEdits) -> None:
    told: list[Path | None] = []
    edits.assigned.connect(lambda assignment: told.append(assignment.output))
    edits.change_options([], BEFORE, BEFORE, (None, Path("/results")))
    edits.stack.undo()
    assert told == [Path("/results"), None]


def test_pictures_from_the_journal_keep_options_of_their_own(edits: QueueEdits, queue: QueueModel) -> None:
    from upscaler.jobs.job import Job

    source = Path("d.png")
    queue.add_entries([Entry(source, own=SMALLER, job=Job(9, source, Path("/there"), SMALLER))])
    edits.apply_to_all(BEFORE, None)
    entry = queue.entries[-1]
    assert isinstance(entry.picture, Job)
    assert (entry.picture.options, entry.picture.folder) == (BEFORE, Path("/there"))
