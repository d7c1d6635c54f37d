"""What the index finds in the text without a mark: persons of the data, and the words that index.yaml lists."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from book.markdown import typeset
from book.matter import DataSet, IndexSettings, Record


@dataclass(frozen=True)
class Person:
    """A person of the data: `entry` is the sorted name, `forms` the full names, `given` the first names."""

    id: str
    entry: str
    surname: str
    forms: tuple[str, ...]
    given: tuple[str, ...]


@dataclass(frozen=True)
class Finder:
    """`forms` maps words of the text to the entry they mean; `surnames` those that stand alone, to their person."""

    persons: Mapping[str, Person]
    forms: Mapping[str, str]
    surnames: Mapping[str, Person]

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        forms = sorted({*self.forms, *self.surnames}, key=lambda form: (-len(form), form))
        return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)") if forms else None

    @cached_property
    def _given(self) -> frozenset[str]:
        return frozenset(name for person in self.persons.values() for name in person.given)

    def find(self, text: str) -> Iterator[tuple[int, str]]:
        """Position and entry of each form in the text, from left to right; the longest form wins."""
        for match in self._pattern.finditer(text) if self._pattern else ():
            if match[0] in self.forms:
                yield match.start(), self.forms[match[0]]
            elif not self._someone_else(self.surnames[match[0]], text[: match.start()]):
                yield match.start(), self.surnames[match[0]].entry

    def _someone_else(self, person: Person, before: str) -> bool:
        """True of "Sergei Sedov" where the data know Lev Sedov only, and another Sergei."""
        word = re.search(r"(\w+) $", before)
        return bool(word) and word[1] in self._given and word[1] not in person.given  # type: ignore[index]


NOBODY: Final = Finder({}, {}, {})


def finder(settings: IndexSettings, data: Mapping[str, DataSet]) -> Finder:
    """What `index.yaml` and its set of persons let be found. A form of two persons is found for neither."""
    records = data[settings.person_set].records if settings.person_set in data else ()
    persons = {record.id: _person(record, settings) for record in records}
    wanted = [person for person in persons.values() if person.id not in settings.person_exclude]
    left_out = {*settings.exclude, *settings.person_exclude}
    forms = _unambiguous((form, person) for person in wanted for form in person.forms)
    surnames = _unambiguous((person.surname, person) for person in persons.values())
    found = {form: person.entry for form, person in forms.items() if form not in left_out}
    found |= {word: entry for entry, words in settings.found for word in words if word not in left_out}
    alone = {
        name: person
        for name, person in surnames.items()
        if name not in left_out and name not in found and person.id not in settings.person_exclude
    }
    return Finder(persons, found, alone)


def in_type(settings: IndexSettings) -> IndexSettings:
    """The settings as they are printed, and as the text is: Shakhty engineers’, not engineers'."""
    return replace(
        settings,
        see={typeset(term): typeset(target) for term, target in settings.see.items()},
        see_also={typeset(term): tuple(map(typeset, several)) for term, several in settings.see_also.items()},
        found=tuple((typeset(entry), tuple(map(typeset, words))) for entry, words in settings.found),
        exclude=tuple(map(typeset, settings.exclude)),
    )


def _person(record: Record, settings: IndexSettings) -> Person:
    name = typeset(str(record.values.get(settings.person_name) or record.id))
    entry = typeset(str(record.values.get(settings.person_sort) or name))
    variants = tuple(typeset(str(variant)) for variant in record.values.get(settings.person_variants) or ())
    surname, _, rest = entry.partition(", ")
    given = tuple(dict.fromkeys(form.split()[0] for form in (name, rest, *variants) if form.strip()))
    return Person(record.id, entry, surname, (name, *variants), given)


def _unambiguous(pairs: Iterable[tuple[str, Person]]) -> Mapping[str, Person]:
    meant: dict[str, dict[str, Person]] = defaultdict(dict)
    for form, person in pairs:
        meant[form][person.id] = person
    return {form: next(iter(people.values())) for form, people in meant.items() if len(people) == 1}
