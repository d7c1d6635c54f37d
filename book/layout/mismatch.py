"""The engine is not the one that we mend.

Comes in: nothing. Goes out: `Mismatch`. Apart because every repair raises it and `engine` catches it.
"""

from __future__ import annotations


class Mismatch(Exception):
    """The engine's source is not what a repair was written for. The message names the function."""
