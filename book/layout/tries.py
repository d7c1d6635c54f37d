"""A try: ask for something else, lay out again, and keep the better of both.

Three searches work so: a page is filled (`leaves`), facing pages are made level (`facing`), a division's last page gets
its lines (`closing`). The engine's boxes are changed where they stand, so the way back is to take back what was asked
and to lay out once more. One rule holds for all three:

    After a rejected try everything is as before: what is asked of paragraphs and pages, the lines on every page and
    where they stand, how pages end.

There is one exception, and it is meant: a line end that a page shunned while it was tried (`leaves`) stays shunned, and
its paragraph may come back with other breaks. Where that was taken back, too, four spreads of twenty stayed uneven
instead of two.

`attempt` is the only place that makes and rejects a try; the tests hold it to the rule.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def attempt(now: T, ask: Callable[[bool], None], again: Callable[[T], T], better: Callable[[T], bool]
            ) -> tuple[T, bool]:
    """What was laid out at last, and whether the try was kept.

    `ask(True)` asks for something else, `ask(False)` takes it back; `again` lays out anew what it is given, as it is
    asked now."""
    ask(True)
    made = again(now)
    if better(made):
        return made, True
    ask(False)
    return again(made), False
