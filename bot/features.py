"""Finds what is declared: every file in commands/ and jobs/, by being there."""

from __future__ import annotations

import importlib
import pkgutil

import commands
import jobs
from bot.feature.declare import Declared, declared


def find_features() -> Declared:
    """Import every command and job, and give the register they declared themselves in."""
    for package in (commands, jobs):
        for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda each: each.name):
            importlib.import_module(f"{package.__name__}.{module.name}")
    declared.command_list()
    return declared
