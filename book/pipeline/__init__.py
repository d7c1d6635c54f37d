"""The line of stages, and the only writer to `build/`.

Comes in: a project's folder. Goes out: an `Outcome`, and files. Apart because only here do the stages meet.
`checking` is the first half of the line, `line` the whole of it: a check must not wait for what it does not need.
"""
