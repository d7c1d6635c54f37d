"""The book's data; the only package that knows PyYAML and jsonschema.

`nodes` reads YAML, `shapes` checks it by JSON Schema, `queries` answers questions in the language of `grammar`,
`checks` compares data sets with one another, `wording` writes values in words and compares them with words.
"""

from book.data.checks import check_sets
from book.data.grammar import QueryFault, parse_query
from book.data.nodes import YamlNode, load
from book.data.queries import Answer, answer
from book.data.shapes import Shape, Violation, schema_fault
from book.data.wording import agrees, date_in_words, in_words, number_in_words, print_value

__all__ = ["Answer", "QueryFault", "Shape", "Violation", "YamlNode", "agrees", "answer", "check_sets", "date_in_words",
           "in_words", "load", "number_in_words", "parse_query", "print_value", "schema_fault"]
