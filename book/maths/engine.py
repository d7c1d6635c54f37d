"""MathJax in V8. A formula that eats time or memory is stopped, and the next one gets a fresh machine."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

BUNDLE = Path(__file__).with_name("mathjax.js.gz")
SECONDS = 10.0  # a formula takes some hundredths of one
BYTES = 1_000_000_000  # of all that V8 holds: MathJax itself takes a tenth of it
LONGEST = 20_000  # characters of TeX
CONSOLE = "globalThis.console = {log() {}, warn() {}, error() {}}; var window = globalThis;"
_UNKNOWN = re.compile(r"Undefined control sequence (\\.+)")
_WORDS: Mapping[str, str] = {
    "MathJax maximum macro substitution count exceeded; is here a recursive macro call?":
        "a macro that calls itself without end",
    "MathJax internal buffer size exceeded; is there a recursive macro call?": "a macro that calls itself without end",
    "Maximum call stack size exceeded": "braces in braces, too many to be read",
}


class FormulaFault(Exception):
    """What is wrong with a formula (`message`), and what to write instead (`hint`)."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint

    @classmethod
    def by_mathjax(cls, said: str) -> FormulaFault:
        """A fault in MathJax's own words, where it has good ones."""
        if found := _UNKNOWN.fullmatch(said):
            hint = (f"look at its spelling, or define it for the whole book in book.yaml under maths: macros: "
                    f"{{{found[1][1:]}: …}}")
            return cls(f"{found[1]} is not a command of mathematics", hint)
        words = _WORDS.get(said, said[:1].lower() + said[1:] if said[1:2].islower() else said)
        return cls(words.rstrip("."), "look at the formula's TeX")


class Engine:
    """V8 with MathJax in it, which must be closed again: use it in a `with`, or the program never ends."""

    def __init__(self) -> None:
        self._v8: Any = None
        self._spent: list[Any] = []  # closed in the end: one that was just stopped still has something to say

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
                 ) -> None:
        self._close()

    def convert(self, tex: str, display: bool) -> dict[str, str]:
        """`svg` and `mml`, or `error` in MathJax's words. Raises FormulaFault for a formula too big to be set."""
        from py_mini_racer import JSEvalException, JSOOMException, JSTimeoutException

        if len(tex) > LONGEST:
            raise FormulaFault(f"a formula of {len(tex)} characters", "write it as several formulas")
        try:
            call = f"typesetFormula({json.dumps(tex)}, {json.dumps(display)})"
            result = json.loads(self._started().eval(call, timeout_sec=SECONDS, max_memory=BYTES))
        except (JSTimeoutException, JSOOMException, JSEvalException) as fault:
            self._spent.append(self._v8)  # what it leaves behind is nothing to go on with
            self._v8 = None
            much = "memory" if isinstance(fault, JSOOMException) else "time"
            message = f"the formula takes too much {much} to be set"
            raise FormulaFault(message, "write it as several formulas") from fault
        return {str(name): str(value) for name, value in result.items()}

    def _started(self) -> Any:
        from py_mini_racer import MiniRacer

        if self._v8 is None:
            self._v8 = MiniRacer()
            self._v8.eval(CONSOLE)
            self._v8.eval(gzip.decompress(BUNDLE.read_bytes()).decode())
        return self._v8

    def _close(self) -> None:
        for machine in (*self._spent, self._v8):
            if machine is not None:
                machine.close()
        self._spent, self._v8 = [], None
