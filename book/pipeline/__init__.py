"""The lines of work: what each command does, as calls of the stages in order. The only writer to `build/`.

A module is named after the command that it serves. What is not the order of the work is elsewhere: what a release may
be and how it is announced in `book.release`, what an editor is told of lines and pages in `book.copyfit`.
"""
