"""Holds our reading of a PDF's pages against playa-pdf's, which is by other hands: run by run, mark by mark."""

from __future__ import annotations

import logging
from typing import Any

import playa
import pytest

from book.pdfmarks import Box, PaintedPath, PdfPage, PlacedImage, TextRun, read, tagged_text

NEAR = 0.1  # points: a shift behind the last character moves our box's edge, not theirs


def agrees(data: bytes) -> tuple[int, int]:
    """Asserts that both read the same; returns how many text runs and how many marked contents were compared."""
    logging.getLogger("playa").setLevel(logging.ERROR)
    runs = contents = 0
    with playa.parse(data, space="default") as document:
        for page, theirs in zip(read(data, strict=True).pages, document.pages, strict=True):
            assert not page.fault and not page.unread
            objects = [each.finalize() for each in theirs.flatten()]
            told = _texts(page, [each for each in objects if each.object_type == "text"])
            assert tagged_text(page.marks) == told
            _others(page, objects)
            runs, contents = runs + len(_of(page, TextRun)), contents + len(told)
    return runs, contents


def _texts(page: PdfPage, theirs: list[Any]) -> dict[int, str]:
    """Text by marked content number, as they have it."""
    told: dict[int, str] = {}
    for run, other in zip(_of(page, TextRun), theirs, strict=True):
        assert run.mcid == other.mcid
        assert (run.matrix[4], run.matrix[5]) == pytest.approx(other.origin, abs=NEAR)
        seen = Box(*other.bbox).meet(page.media)
        assert seen and run.box.holds(seen, NEAR), (run.box, other.bbox)
        if not run.matrix[1] and run.spacing == (0, 0):  # upright, and without a space behind the last character
            assert (run.size, run.box.left, run.box.right) == pytest.approx(
                (abs(other.size), seen.left, seen.right), abs=NEAR)
        assert list(run.colour.values) == pytest.approx(list(other.gstate.ncolor.values), abs=0.001)
        if other.mcid is not None:
            told[other.mcid] = told.get(other.mcid, "") + other.chars
    return told


def _others(page: PdfPage, theirs: list[Any]) -> None:
    """They have the whole box of each path, we that of what its clip lets through, and each rectangle by itself."""
    assert len(_of(page, PlacedImage)) == sum(each.object_type == "image" for each in theirs)
    painted = [Box(*each.bbox).grown(each.gstate.linewidth + NEAR) for each in theirs
               if each.object_type == "path" and (each.fill or each.stroke)]
    for path in _of(page, PaintedPath):
        assert any(box.holds(path.box) for box in painted), path


def _of(page: PdfPage, kind: type) -> list[Any]:
    return [mark for mark in page.marks if isinstance(mark, kind)]
