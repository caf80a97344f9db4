"""Conversions survive a LibreOffice that ends or cannot listen."""

import os
import signal
from pathlib import Path

import openpyxl
import pytest
from tests import office
from tests.office import convert, needs_office

pytestmark = needs_office


@pytest.fixture
def workbook(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "業務"
    path = tmp_path / "税務課.xlsx"
    book.save(path)
    return path


def text_of(path):
    return openpyxl.load_workbook(path).active["A1"].value


def test_a_libreoffice_that_ended_is_started_again(workbook, tmp_path):
    folders = [tmp_path / "first", tmp_path / "second"]
    copies = []
    for folder in folders:
        copies.append(convert(workbook, "xlsx", folder))
        os.killpg(office._listener()._script.pid, signal.SIGKILL)
    assert [text_of(copy) for copy in copies] == ["業務", "業務"]


def test_without_a_listener_each_conversion_starts_libreoffice(workbook, tmp_path, monkeypatch):
    monkeypatch.setattr(office, "SYSTEM_PYTHON", Path("/nowhere/python3"))
    monkeypatch.setattr(office, "_listener", office.cache(office._listener.__wrapped__))
    assert text_of(convert(workbook, "xlsx", tmp_path / "out")) == "業務"
    assert isinstance(office._listener(), FileNotFoundError)
