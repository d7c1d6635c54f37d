"""The book's data.

Comes in: the text of YAML files, shapes, queries. Goes out: values that know their place, problems, answers.
Apart because only this package knows PyYAML and jsonschema.

`nodes` reads YAML, `shapes` checks it by JSON Schema, `queries` asks in the language of `grammar`, `checks` adds up,
`wording` compares with words.
"""

from book.data.checks import check_sets
from book.data.grammar import QueryFault, parse_query
from book.data.nodes import Node, load
from book.data.queries import Answer, answer
from book.data.shapes import Shape, Violation, schema_fault
from book.data.wording import agrees, date_in_words, in_words, number_in_words, print_value

__all__ = ["Answer", "Node", "QueryFault", "Shape", "Violation", "agrees", "answer", "check_sets", "date_in_words",
           "in_words", "load", "number_in_words", "parse_query", "print_value", "schema_fault"]
