"""slack-machine lives in an environment of its own, so nothing else sees what its app in the bench takes of the bot."""

from __future__ import annotations

import ast
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

APP = Path(__file__).parent / "bench" / "machine_app.py"


def test_what_the_bench_takes_from_the_bot_is_there() -> None:
    tree = ast.parse(APP.read_text(encoding="utf-8"))
    imports = [each for each in ast.walk(tree) if isinstance(each, ast.ImportFrom)]
    names = [(str(each.module), name.name) for each in imports for name in each.names]
    missing = [each for each in names if each[0].startswith("bot.") and not is_there(*each)]
    assert names and not missing, missing


def is_there(module: str, name: str) -> bool:
    there = import_module(module)
    return hasattr(there, name) or (hasattr(there, "__path__") and find_spec(f"{module}.{name}") is not None)
