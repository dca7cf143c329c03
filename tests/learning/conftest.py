"""A tiny model for all tests of learning."""

from __future__ import annotations

from pathlib import Path

import pytest

from .tiny_model import make_tiny_model, trust


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a sentence model that took a moment to make."""
    return make_tiny_model(tmp_path_factory.mktemp("model"))


@pytest.fixture
def trusted_model(tiny_model: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, where its files are those that are expected."""
    trust(monkeypatch, tiny_model)
    return tiny_model
