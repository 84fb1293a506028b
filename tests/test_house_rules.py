"""The rules of the house, kept by reading the source: layers, keepers, test files, sentences, settings."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import String

from bot.config import Settings
from bot.db import Base
from bot.experiences.fields import NAMES
from bot.features import find_features
from bot.models import Experience
from bot.network.hours import DAYS_BEFORE
from bot.plan.nouns import PlannedReminders
from tests import sentences

ROOT = Path(__file__).parent.parent
SOURCES = [each for folder in ("bot", "commands", "jobs") for each in sorted((ROOT / folder).rglob("*.py"))]

PACKAGES = """
    config db logs metrics text language municipalities dates drawing playground
    models migrations slack_api errors web
    blocks intents
    feature
    network
    meetings outbox plan
    documents
    hosting calendar polls
    experiences
    activities report kept
    reminders questions website wheel
    home slack
    commands jobs
    features health
    app
    terminal
    cli __main__
"""
"""The packages in order (docs/karta.md says what each is for). A module imports from its own line or one above it; on
one line only where no circle comes of it."""
LINE_OF = {name: depth for depth, line in enumerate(PACKAGES.split("\n")) for name in line.split()}
DOORS = {"commands", "jobs", "slack", "outbox", "web"}
"""They never import one another, beside what the outbox has for others."""
OUTBOX_FOR_OTHERS = {"bot.outbox.bundles", "bot.outbox.deliveries", "bot.outbox.preview"}
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


PATHS = {module_of(path): path for path in SOURCES}
MODULES = set(PATHS)


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Everything in a file."""
    return tuple(ast.walk(parsed(path)))


@cache
def imported(path: Path) -> tuple[str, ...]:
    """Every module a file imports, where types alone are needed left out."""
    for_types = {
        id(each)
        for node in nodes(path)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for each in node.body
    }
    return tuple(
        module
        for node in nodes(path)
        if isinstance(node, ast.Import | ast.ImportFrom) and id(node) not in for_types
        for module in modules_of(node)
    )


def modules_of(node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (each.name for each in node.names)
    elif node.module:
        named = {f"{node.module}.{each.name}" for each in node.names}
        yield from named & MODULES
        if named - MODULES:
            yield node.module


def package_of(module: str) -> str:
    """The package of ours a module belongs to, by the name it has in PACKAGES; empty for others' modules."""
    first, _, rest = module.partition(".")
    return first if first in ("commands", "jobs") else rest.partition(".")[0] if first == "bot" else ""


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_down_and_doors_never_meet(path):
    here = package_of(module_of(path))
    if module_of(path) == "bot":
        return
    assert here in LINE_OF, f"{module_of(path)} stands nowhere: give its package a place in PACKAGES"
    for module in imported(path):
        there = package_of(module)
        if not there or there == here:
            continue
        assert there in LINE_OF, f"{module_of(path)} imports {module}, which stands nowhere in PACKAGES"
        assert LINE_OF[there] <= LINE_OF[here], f"{module_of(path)} imports upwards: {module}"
        if module not in OUTBOX_FOR_OTHERS:
            assert not {here, there} <= DOORS, f"{module_of(path)} imports sideways: {module}"


def circles(edges: dict[str, set[str]]) -> list[list[str]]:
    """Every group of nodes that reach one another."""
    reached = {node: set(targets) for node, targets in edges.items()}
    for middle in edges:
        for node in edges:
            if middle in reached[node]:
                reached[node] |= reached[middle]
    rings = {frozenset(other for other in edges if other in reached[node] and node in reached[other]) for node in edges}
    return sorted(sorted(ring) for ring in rings if ring)


def test_packages_import_one_another_in_no_circle():
    edges: dict[str, set[str]] = {name: set() for name in LINE_OF}
    for path in SOURCES:
        here = package_of(module_of(path))
        if here:
            edges[here] |= {there for each in imported(path) if (there := package_of(each)) and there != here}
    assert circles(edges) == []


def test_files_import_one_another_in_no_circle():
    """The models may, as the types of their relations name each other."""
    edges = {module_of(path): {each for each in imported(path) if each in MODULES} for path in SOURCES}
    assert [ring for ring in circles(edges) if not all(each.startswith("bot.models") for each in ring)] == []


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
    for node in nodes(path):
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
    there = [each.parent.name for each in (ROOT / "tests").rglob(f"test_{path.stem}.py")]
    assert there, f"add tests/…/test_{path.stem}.py, in the folder of its noun"


NO_TEXTS = frozenset({"search_text", "form_key"})
"""The columns of `Experience` that hold text nobody wrote: what search reads, and which form it came with."""


def test_every_text_of_an_experience_stands_in_the_list_of_its_fields():
    """What is not in it is neither asked, shown, searched, warned of, reported, published nor exported."""
    texts = {each.name for each in Experience.__table__.columns if type(each.type) is String}
    assert texts - NO_TEXTS == set(NAMES), "add a line to FIELDS in bot/experiences/fields.py, or one to NO_TEXTS"
    assert not NO_TEXTS - texts and not NO_TEXTS & set(NAMES)


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
    for source, (file, told) in sentences.translations().items():
        sources = source if isinstance(source, tuple) else (source,)
        names = set().union(*(sentences.names_in(each) for each in sources))
        for each in told if isinstance(told, tuple) else (told,):
            assert sentences.names_in(each) <= names | {"count"}, f"{file}: {each}"


def test_no_sentence_hides_inside_an_f_string():
    """The extractor does not see it there, so it would stay English."""
    for path in SOURCES:
        for node in nodes(path):
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
        for node in nodes(path):
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
    there = "".join(each.read_text(encoding="utf-8") for each in (ROOT / "tests").rglob("test_*.py"))
    assert len(named) > 30
    assert not [each for each in named if f"def {each}(" not in there]


def test_every_setting_has_its_line_in_the_example():
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    for name in Settings.__dataclass_fields__:
        assert re.search(rf"^#? ?{name.upper()}=", example, re.MULTILINE), f"{name.upper()} is not in .env.example"


def test_only_the_doors_catch_everything():
    doors = ("bot/slack/", "bot/outbox", "bot/cli", "bot/web", "bot/features")
    for path in SOURCES:
        name = str(path.relative_to(ROOT).with_suffix(""))
        for node in nodes(path):
            caught = ast.walk(node.type) if isinstance(node, ast.ExceptHandler) and node.type else ()
            if any(isinstance(each, ast.Name) and each.id == "Exception" for each in caught):
                assert name.startswith(doors), f"{name}:{node.lineno} catches everything"


def test_everything_declared_can_be_told_apart():
    declared = find_features()
    names = [name for command in declared.command_list() for name in (command.sv, command.en)]
    assert len(names) == len(set(names))


DRAW = ("bot.blocks.parts", "slack_sdk.models")
FRAME = {"blocks", "feature", "slack", "outbox", "playground"}
"""What carries messages rather than saying something of a noun."""
FILE_MAKERS = ("bot.drawing", "docx", "openpyxl", "typst", "drawsvg", "resvg_py", "icalendar", "jinja2")


def draws(path: Path) -> bool:
    """Whether a module of a noun shows it in Slack's blocks."""
    named = list(imported(path))
    return package_of(module_of(path)) not in FRAME and any(each.startswith(DRAW) for each in named)


@cache
def queries(module: str) -> bool:
    """Whether a module of ours asks the database: a store, whatever it is called."""
    path = PATHS.get(module)
    if path is None or package_of(module) in {"models", "db", "feature", ""}:
        return False
    return any(each.startswith("sqlalchemy") for each in imported(path))


def loads(module: str, name: str) -> bool:
    """Whether what a module calls so asks the database: a function that is handed a session, or uses one."""
    path = PATHS.get(module)
    for node in parsed(path).body if path else ():
        if isinstance(node, ast.FunctionDef) and node.name == name:
            return any(
                getattr(each, "arg", "") == "session" or getattr(each, "attr", "") == "session"
                for each in ast.walk(node)
            )
    return False


def drawn() -> list[Path]:
    """Every module of a noun that draws."""
    return [path for path in SOURCES if module_of(path).startswith("bot.") and draws(path)]


@pytest.mark.parametrize("path", drawn(), ids=lambda path: str(path.relative_to(ROOT)))
def test_what_shows_loads_nothing(path):
    """A view gets what it shows as one value: it asks no database and makes no file."""
    for module in imported(path):
        assert not module.startswith(("sqlalchemy", "bot.db")), f"{path.name} knows the database: {module}"
        assert not module.startswith(FILE_MAKERS), f"{path.name} makes files: {module}"
    for node in nodes(path):
        assert getattr(node, "attr", "") != "session", f"{path.name}:{getattr(node, 'lineno', 0)} uses a session"
        for each in node.names if isinstance(node, ast.ImportFrom) else ():
            module = f"{node.module}.{each.name}"
            assert not queries(module), f"{path.name} imports a store: {module}"
            if queries(node.module):
                assert not node.module.endswith((".store", ".load")), f"{path.name} imports a store: {module}"
                assert not loads(node.module, each.name), f"{path.name} loads: {module}"


def test_no_two_classes_have_one_name():
    places: dict[str, list[str]] = {}
    for path in SOURCES:
        for node in nodes(path):
            if isinstance(node, ast.ClassDef):
                places.setdefault(node.name, []).append(module_of(path))
    assert {name: modules for name, modules in places.items() if len(modules) > 1} == {}


FILE_NAMES = {
    "__init__",
    "show",
    "store",
    "load",
    "rules",
    "fields",
    "card",
    "form",
    "forms",
    "list",
    "view",
    "routes",
    "pages",
}
"""What a package's own may be called in every package."""


def test_no_file_name_stands_more_than_twice():
    """The models are called after their nouns, and the local Slack's folders after Slack's own families of calls."""
    own = [path for path in SOURCES if package_of(module_of(path)) not in ("models", "playground", "commands", "jobs")]
    names = Counter(path.stem for path in own)
    assert [name for name, count in names.items() if count > 2 and name not in FILE_NAMES] == []


MAP = (ROOT / "docs" / "karta.md").read_text(encoding="utf-8")


def test_the_map_names_only_what_is_there():
    named = re.findall(r"`((?:bot|commands|jobs|tests)[/\w.*-]*)`", MAP)
    assert len(named) > 60
    missing = [each for each in named if not (list(ROOT.glob(each)) or (ROOT / f"{each}.py").exists())]
    assert missing == []


def test_the_map_has_every_package_in_the_order_of_imports():
    table = MAP.partition("## The packages")[2].partition("\n## ")[0]
    rows = [row.split("|")[1] for row in table.splitlines() if row.startswith("| `")]
    names = [[name.removeprefix("bot/") for name in re.findall(r"`([\w/]+)`", row)] for row in rows]
    data = {"locale", "plans"}
    assert {name for row in names for name in row} - data == set(LINE_OF) - {"__main__"}
    depths = [LINE_OF[name] for row in names for name in row if name not in data]
    assert depths == sorted(depths)


SHOWING = {"report", "website", "wheel", "calendar", "drawing", "terminal"}
"""Packages that make something to read beside what is drawn in Slack."""
NEVER_SHOWN = {
    "DayProposal": {"proposed_at"},  # the record says when
    "Delivery": {
        "attempts", "carried_by", "claimed_by", "closed_at", "first_tried_at", "lease_until", "message", "next_try_at",
        "redrawn", "redrawn_at", "shown", "useful_until",
    },  # the outbox's own
    "Erasure": {"because", "swept_at"},  # said by the record in its own words
    "Experience": {"form_key", "search_text"},
    "Meeting": {"form_key", "programme_titles"},  # the titles stand in its programme
    "MeetingDraft": {"form_key"},
    "Network": {"planned_at"},
    "Period": {"loaded"},
    "JoinRequest": {"asked_at", "decided_at"},  # the record says when
    "Person": {"confirmed_at"},
    "SlackUser": {"is_admin", "locale", "told_at"},
    "Step": {"ongoing"},  # its own words for when say so
    "SwapRequest": {"asked_at", "decided_at", "form_key"},
    "Theme": {"suggested_at"},
    "WaitingChange": {"left_at_version"},  # whether it can be taken back
    "WaitingAsk": {"ask"},  # read again by the door and by nobody else
}  # fmt: skip
"""Columns nobody reads on a screen or in a file, mostly bookkeeping; a column in neither place is forgotten."""


def test_what_is_shown_of_what_has_been_overtaken_is_drawn_by_a_button_that_only_reads():
    buttons = find_features().buttons
    calls = [each for path in SOURCES for each in nodes(path) if isinstance(each, ast.Call)]
    made = [each.args[1] for each in calls if getattr(each.func, "id", "") == "Overtaken"]
    shown = {each.value for each in made if isinstance(each, ast.Constant)}
    assert len(shown) > 5 and all(isinstance(each, ast.Constant) for each in made)
    assert [each for each in shown if each not in buttons or buttons[each].writes] == []


def test_every_column_of_a_noun_is_shown_or_excepted():
    readers = [path for path in SOURCES if draws(path) or package_of(module_of(path)) in SHOWING]
    read = {node.attr for path in readers for node in nodes(path) if isinstance(node, ast.Attribute)}
    columns = {
        f"{mapper.class_.__name__}.{column.key}"
        for mapper in Base.registry.mappers
        for column in mapper.column_attrs
        if not column.columns[0].primary_key and not column.columns[0].foreign_keys
    }
    by_the_list = {f"Experience.{name}" for name in NAMES}  # test_fields.py sees to it
    hidden = {each for each in columns - by_the_list if each.partition(".")[2] not in read}
    excepted = {f"{noun}.{name}" for noun, names in NEVER_SHOWN.items() for name in names}
    assert hidden - excepted == set(), "shown nowhere: show it, or say in NEVER_SHOWN why not"
    assert excepted - hidden == set(), "shown by now: take it out of NEVER_SHOWN"


def test_every_kind_with_days_of_its_own_can_stand_in_a_plan_file():
    assert set(DAYS_BEFORE) == {each.name for each in fields(PlannedReminders)} - {"hour", "quiet", "line", "lines"}


def test_events_of_the_log_are_single_words_that_can_be_searched_for():
    spaced = [
        f"{file.relative_to(ROOT)}: {event}"
        for file in (ROOT / "bot").rglob("*.py")
        for event in re.findall(
            r"\blog\.(?:debug|info|warning|error|exception)\(\s*\"([^\"]*)\"", file.read_text("utf-8")
        )
        if not re.fullmatch(r"[a-z0-9_]+", event)
    ]
    assert not spaced
