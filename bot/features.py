"""Finds every declared command and job: the files in commands/, in jobs/ and in the folder of one's own (FEATURES).

The files of that folder are imported as `own_features.NAME`, so they can also share what they need with one another.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
import traceback
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Final

import commands
import jobs
from bot.errors import CannotWork
from bot.feature.declare import Declared, Misdeclared, declared

OWN: Final = "own_features"


def find_features(folder: str = "") -> Declared:
    """Import every command and job, and give the register they declared themselves in.

    CannotWork when a file in the folder of one's own cannot be imported, or when two things have one name.
    """
    try:
        for package in (commands, jobs):
            for name in _modules(package.__path__):
                importlib.import_module(f"{package.__name__}.{name}")
        if folder:
            _import_own(folder)
        declared.command_list()
    except Misdeclared as fault:
        raise CannotWork(f"{fault}.") from fault
    return declared


def own_features(folder: str) -> list[str]:
    """The names of what is looked through in a folder of one's own, in the order of import."""
    return _modules([folder])


def _modules(folders: Iterable[str]) -> list[str]:
    return sorted(module.name for module in pkgutil.iter_modules(folders))


def _import_own(folder: str) -> None:
    package = sys.modules.setdefault(OWN, ModuleType(OWN))
    package.__path__ = [folder]
    for name in own_features(folder):
        try:
            importlib.import_module(f"{OWN}.{name}")
        except Misdeclared:
            raise
        except (Exception, SystemExit) as fault:  # whatever somebody else's file may do
            raise CannotWork(
                f"{Path(folder) / name}.py{_line_in(folder, fault)} cannot be used: {type(fault).__name__}: "
                f"{' '.join(str(fault).split())[:300]}. Mend it, or move it out of the folder of FEATURES."
            ) from fault


def _line_in(folder: str, fault: BaseException) -> str:
    """Where in the folder a fault arose, when the fault does not say so itself (a SyntaxError does)."""
    lines = [each.lineno for each in traceback.extract_tb(fault.__traceback__) if each.filename.startswith(folder)]
    return f" (line {lines[-1]})" if lines else ""
