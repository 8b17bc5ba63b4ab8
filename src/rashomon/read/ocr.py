"""Words in images of pages, by optical character recognition: an optional extra, whose words may be wrong.

RapidOCR runs the PP-OCR models that its wheel holds, offline (Apache-2.0). What it reads is never exact: whoever uses
it marks each block of such words, and says so among the report's clues.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from typing import Any

MIN_SCORE = 0.5  # below it, what is found is stains and ornaments as often as words


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A line of print in an image, in pixels from the upper left; ``score`` is how sure the network is, 0 to 1."""

    text: str
    score: float
    left: float
    top: float
    right: float
    bottom: float


def has_ocr() -> bool:
    """Whether the extra is installed."""
    return importlib.util.find_spec("rapidocr") is not None


def ocr_name() -> str:
    """What reads, and its version."""
    return f"rapidocr {version('rapidocr')}"


def read_image(pixels: Any) -> Iterator[Seen]:
    """The lines of print in an image (height x width x 3, blue first), from top to bottom; seconds for a page."""
    found = _engine()(pixels)
    if found.boxes is None:
        return
    for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True):
        if score >= MIN_SCORE and text.strip():
            (left, top), (right, bottom) = box.min(axis=0), box.max(axis=0)
            yield Seen(text=text, score=score, left=left, top=top, right=right, bottom=bottom)


@lru_cache(maxsize=1)
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "critical"})
