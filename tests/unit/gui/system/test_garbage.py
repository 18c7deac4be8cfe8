import gc
import threading

from PySide6.QtWidgets import QApplication

from upscaler.gui.system.garbage import GuiGarbage


class Cycle:
    def __init__(self, died_in: list[str]) -> None:
        self.itself = self
        self.died_in = died_in

    def __del__(self) -> None:
        self.died_in.append(threading.current_thread().name)


def test_cycles_end_in_the_gui_thread(qapp: QApplication) -> None:
    gc.enable()  # as in every program; the fixture of all window tests has turned it off
    garbage = GuiGarbage()
    died_in: list[str] = []

    def make() -> None:
        Cycle(died_in)
        assert len([[] for _ in range(5_000)]) == 5_000  # this many at once trigger an enabled collector

    thread = threading.Thread(target=make, name="worker")
    thread.start()
    thread.join()
    assert died_in == []
    gc.collect(0)
    Cycle(died_in)
    kept = [[] for _ in range(2 * gc.get_threshold()[0])]  # type: ignore[var-annotated]
    garbage.check()
    del kept
    assert "worker" not in died_in
    assert len(died_in) == 2
    garbage.stop()
    assert gc.isenabled()
    gc.disable()
