"""The rules of the house, kept by reading the source: layers, keepers, test files, sentences, settings."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from bot.config import Settings
from bot.features import find_features
from tests import sentences

ROOT = Path(__file__).parent.parent
SOURCES = [each for folder in ("bot", "commands", "jobs") for each in sorted((ROOT / folder).rglob("*.py"))]

LAYERS = (
    {"bot.__main__", "bot.cli", "bot.terminal"},
    {"bot.playground_run", "bot.running"},
    {"bot.app", "bot.doctor", "bot.watch", "bot.forgetting"},
    {"commands", "jobs", "bot.gateway", "bot.outbox", "bot.web", "bot.features", "bot.manifest"},
    {"bot.socket_mode", "bot.socket_line", "bot.reaching", "bot.metrics"},
    {"bot.views", "bot.files", "bot.directory", "bot.migrations"},
    {"bot.meant", "bot.telling", "bot.upcoming", "bot.search"},
    {"bot.store"},
    {"bot.rules", "bot.declare", "bot.call", "bot.posts", "bot.changes"},
    {"bot.models", "bot.messages"},
    {"bot.when", "bot.words_for_time", "bot.typed_dates", "bot.language", "bot.config", "bot.db", "bot.logs"},
)
"""From top to bottom; a module imports from its own layer or below. `store_people` counts as `store`."""
NEVER_EACH_OTHER = {"commands", "jobs", "bot.gateway", "bot.outbox", "bot.web"}
KEEPERS = {
    "slack_bolt": ("bot/slack/", "bot/app"),
    "apscheduler": ("bot/app",),
    "dotenv": ("bot/config",),
    "os.environ": ("bot/config",),
}


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imported(path: Path) -> Iterator[str]:
    """Every module a file imports, where types alone are needed left out."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            node.body.clear()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            if node.module in ("bot", "commands", "jobs"):
                yield from (f"{node.module}.{each.name}" for each in node.names)


def layer_of(module: str) -> tuple[int, str] | None:
    for depth, layer in enumerate(LAYERS):
        for name in layer:
            if module == name or module.startswith((f"{name}.", f"{name}_")):
                return depth, name
    return None


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_down_and_doors_never_meet(path):
    here = layer_of(module_of(path))
    if here is None:
        return
    for module in imported(path):
        there = layer_of(module)
        if there is None:
            continue
        assert there[0] >= here[0], f"{module_of(path)} imports upwards: {module}"
        if here[1] in NEVER_EACH_OTHER and there[1] in NEVER_EACH_OTHER:
            assert here[1] == there[1], f"{module_of(path)} imports sideways: {module}"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_each_outside_door_has_one_keeper(path):
    name = str(path.relative_to(ROOT).with_suffix(""))
    used = {module.split(".")[0] for module in imported(path)}
    used |= {"os.environ"} if re.search(r"\bos\.(environ|getenv)\b", path.read_text(encoding="utf-8")) else set()
    for thing, keepers in KEEPERS.items():
        assert thing not in used or name.startswith(keepers), f"{name} uses {thing}; its keepers are {keepers}"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_when_looks_at_the_clock(path):
    if path == ROOT / "bot" / "dates" / "when.py":
        return
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            asked = f"{node.value.id}.{node.attr}"
            assert asked not in {"datetime.now", "datetime.utcnow", "date.today", "time.time", "time.monotonic"}, (
                f"{path.relative_to(ROOT)}:{node.lineno} looks at the clock"
            )


def test_the_playground_knows_nothing_of_the_bot():
    for path in (ROOT / "bot" / "playground").rglob("*.py"):
        for module in imported(path):
            assert not module.startswith("bot.") or module.startswith("bot.playground"), f"{path.name} imports {module}"


def test_commands_do_not_import_one_another():
    for path in (ROOT / "commands").glob("*.py"):
        assert not [each for each in imported(path) if each.startswith("commands")], path.name


@pytest.mark.parametrize(
    "path",
    [each for folder in ("commands", "jobs") for each in sorted((ROOT / folder).glob("[a-z]*.py"))],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_every_command_and_job_has_its_test_file(path):
    assert (ROOT / "tests" / f"test_{path.stem}.py").exists(), f"add tests/test_{path.stem}.py"


def test_every_sentence_has_its_swedish():
    missing = sentences.missing()
    assert not missing, "without Swedish:\n" + "\n".join(f"{file}: {said}" for said, file in missing.items())


def test_no_swedish_is_left_over():
    assert not sentences.unused()


def test_no_sentence_names_a_command_itself():
    """A workspace may have put something before the names: `call.command` knows what. `/invite` is Slack's own."""
    named = re.compile(r"`/(?!invite`)\w")
    found = {said: file for file, said in sentences.sentences() if named.search(str(said))}
    assert not found, "\n".join(f"{file}: {said}" for said, file in found.items())


def test_translations_keep_their_names():
    for source, (file, told) in sentences.said().items():
        sources = source if isinstance(source, tuple) else (source,)
        names = set().union(*(sentences.names_in(each) for each in sources))
        for each in told if isinstance(told, tuple) else (told,):
            assert sentences.names_in(each) <= names | {"count"}, f"{file}: {each}"


def test_no_sentence_hides_inside_an_f_string():
    """The extractor does not see it there, so it would stay English."""
    for path in SOURCES:
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.JoinedStr):
                for inner in ast.walk(node):
                    if (
                        isinstance(inner, ast.Call)
                        and getattr(inner.func, "id", getattr(inner.func, "attr", "")) == "say"
                    ):
                        first = inner.args[0] if inner.args else None
                        assert not isinstance(first, ast.Constant), f"{path.relative_to(ROOT)}:{inner.lineno}"


def test_no_deliverys_key_names_anybody():
    """Slack shows it to the whole workspace: ids, dates and our own words only."""
    for path in SOURCES:
        for node in ast.walk(parsed(path)):
            keys = [node.value] if isinstance(node, ast.keyword) and node.arg == "key" else []
            if isinstance(node, ast.Assign) and any(getattr(each, "id", "") == "key" for each in node.targets):
                keys = [node.value]
            for each in (inner for key in keys if isinstance(key, ast.JoinedStr) for inner in ast.walk(key)):
                named = getattr(each, "attr", None)
                assert named not in {"name", "title", "text", "words", "note", "email", "municipality"}, (
                    f"{path.relative_to(ROOT)}:{each.lineno} puts {named} into a key"
                )


def test_every_test_named_in_the_readme_is_there():
    named = set(re.findall(r"`(test_\w+)`", (ROOT / "tests" / "README.md").read_text(encoding="utf-8")))
    there = "".join(each.read_text(encoding="utf-8") for each in (ROOT / "tests").glob("test_*.py"))
    assert len(named) > 30
    assert not [each for each in named if f"def {each}(" not in there]


def test_every_setting_has_its_line_in_the_example():
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    for name in Settings.__dataclass_fields__:
        assert re.search(rf"^#? ?{name.upper()}=", example, re.MULTILINE), f"{name.upper()} is not in .env.example"


def test_only_the_doors_catch_everything():
    doors = ("bot/slack/", "bot/outbox", "bot/cli", "bot/web")
    for path in SOURCES:
        name = str(path.relative_to(ROOT).with_suffix(""))
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.ExceptHandler) and isinstance(node.type, ast.Name) and node.type.id == "Exception":
                assert name.startswith(doors), f"{name}:{node.lineno} catches everything"


def test_everything_declared_can_be_told_apart():
    declared = find_features()
    names = [name for command in declared.command_list() for name in (command.sv, command.en)]
    assert len(names) == len(set(names))
