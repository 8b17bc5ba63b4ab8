"""Spoiled files of every format: read, or named with a reason, and no words lost; ``make soak`` tries thousands."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import integers

from mutations import mutated
from rashomon.read import read_reports
from rashomon.read.formats import FORMATS
from samples import ALIKE, SAMPLES, sample
from spoiled import faults_of


def test_every_format_has_a_sample() -> None:
    assert set(FORMATS) == SAMPLES.keys() | ALIKE.keys()


@pytest.mark.parametrize("suffix", SAMPLES)
def test_sample_is_read(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"sample{suffix}"
    path.write_bytes(sample(suffix))
    reading = read_reports([path])
    assert any("harbour master" in report.text for report in reading.reports)
    assert faults_of(reading) == []


@pytest.mark.parametrize("suffix", SAMPLES)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(number=integers(0, 1 << 40))
def test_spoiled_file_is_read_or_named(tmp_path: Path, suffix: str, number: int) -> None:
    path = tmp_path / f"sample{suffix}"
    path.write_bytes(mutated(suffix, number))
    assert faults_of(read_reports([path])) == []
