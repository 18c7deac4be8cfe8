"""How many threads a training run gives torch."""

from __future__ import annotations

import math
import os
from collections import defaultdict

import torch


class Threads:
    """A fixed number, or (0) as many as pay while other work comes and goes.

    Two threads wait for each other at every operation, so beside a busy program one alone can be faster.
    """

    EVERY, TRIAL = 200, 4  # steps

    def __init__(self, fixed: int) -> None:
        self.choices = [fixed] if fixed else sorted({1, os.cpu_count() or 1})
        self._seconds: dict[int, float] = defaultdict(float)
        self._set(self.choices[-1])

    def before(self, step: int) -> None:
        trial, position = divmod(step % self.EVERY, self.TRIAL)
        if len(self.choices) == 1 or position:
            return
        if trial < len(self.choices):
            self._seconds[self.choices[trial]] = 0.0
            self._set(self.choices[trial])
        elif trial == len(self.choices):
            self._set(min(self.choices, key=lambda count: self._seconds.get(count, math.inf)))

    def after(self, seconds: float) -> None:
        self._seconds[self.now] += seconds

    def _set(self, count: int) -> None:
        self.now = count
        torch.set_num_threads(count)
