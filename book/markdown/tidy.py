"""What a text loses before it is read: line ends of other systems, and characters that nobody sees or means."""

from __future__ import annotations

import re
from collections import Counter
from unicodedata import name

# Left by editors and web pages: a byte order mark, spaces of no width, marks of direction, signs for no sign.
# Kept are the soft hyphen, the joiners that scripts need, and the word joiner.
_UNSEEN = re.compile("[\ufeff\u200b\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ufffe\uffff"
                     "\x7f-\x84\x86-\x9f\x01-\x08\x0e-\x1f]")
_LINE_ENDS = re.compile("\r\n?")
_SPACES = re.compile("[\u2028\u2029\x85\x0b\x0c]")  # no editor counts lines by them


# A dozen words that no line may part are no wish of their author: some web editors write all spaces so.
_CHAINED = re.compile(r"(?<![^\s\u00a0])[^\s\u00a0]+(?:\u00a0[^\s\u00a0]+){8,}")


def tidied(text: str) -> tuple[str, tuple[str, ...]]:
    """The text, and in words what of it was changed, if anything."""
    text = _SPACES.sub(" ", _LINE_ENDS.sub("\n", text.removeprefix("\ufeff")))
    text = text.replace("\0", "\N{REPLACEMENT CHARACTER}")
    found = Counter(_UNSEEN.findall(text))
    chains = 0
    if "\u00a0" in text:
        text, chains = _CHAINED.subn(lambda words: words[0].replace("\u00a0", " "), text)
    chained = f"in {chains} place{'s' * (chains > 1)} a long row of no-break spaces is taken for spaces"
    listed = ", ".join(f"{times} of U+{ord(each):04X} ({name(each, 'a control character').lower()})"
                       for each, times in sorted(found.items()))
    unseen = f"characters that nobody can see are left out: {listed}"
    return _UNSEEN.sub("", text), (chained,) * bool(chains) + (unseen,) * bool(found)
