"""The words of a text as pandoc's plain writer has them: what an import must not lose. Also a program:
`python tests/wordcount.py SOURCE PROJECT` prints the words of a source's Markdown that the project's texts have not.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from book.pandoc import PROGRAM

TEXTS = (".md", ".markdown", ".qmd", ".Rmd", ".txt")
FORM = "markdown-smart-yaml_metadata_block-pandoc_title_block-blank_before_header"


def words(text: str, form: str = FORM) -> Counter[str]:
    """How often each word is in a text, letters and figures only, in small letters."""
    command = [str(PROGRAM), "--sandbox", "--quiet", f"--from={form}", "--to=plain", "--wrap=none"]
    done = subprocess.run(command, input=text.encode(), capture_output=True, check=True)
    return Counter(re.findall(r"\w+", done.stdout.decode().lower().replace("_", " ")))


def of_files(places: Iterable[Path]) -> Counter[str]:
    """The words of several files, the keys of their heads left out."""
    found: Counter[str] = Counter()
    for place in places:
        text = place.read_text("utf-8", "replace").replace("\r\n", "\n").removeprefix("\ufeff")
        head = re.match(r"---[ ]*\n(.*?\n)(?:---|\.\.\.)[ ]*\n", text, re.S)
        title = re.findall(r"(?m)^(?:title|subtitle|author):[ ]*(.*)$", head[1]) if head else []
        found += words("\n\n".join((*title, text[head.end():] if head else text)))
    return found


def lost(source: Counter[str], project: Path) -> Counter[str]:
    """The words of a source that its project has not; book.yaml has the titles."""
    there = of_files(sorted((project / "chapters").rglob("*.md")))
    settings = (project / "chapters/book.yaml").read_text("utf-8")
    there += Counter(re.findall(r"\w+", settings.partition("\nfront:")[0].lower()))
    there += Counter(re.findall(r"\w+", " ".join(re.findall(r"part: (.*)", settings)).lower()))
    return source - there


if __name__ == "__main__":
    place = Path(sys.argv[1])
    texts = [place] if place.is_file() else [each for each in sorted(place.rglob("*")) if each.suffix in TEXTS]
    left_out = set(sys.argv[3:])
    own = of_files(each for each in texts if each.name not in left_out)
    missing = lost(own, Path(sys.argv[2]))
    print(f"{sum(own.values())} words, {sum(missing.values())} not there: {dict(missing.most_common(40))}")
