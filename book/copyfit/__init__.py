"""Copyfitting: which lines and pages an editor may want to fix, and what could help."""
