"""`python -m tests.bench`: everything that is measured, or the parts named: `python -m tests.bench mote search`."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from tests.bench import crowd, mote, outbox, search

PARTS: dict[str, tuple[str, Callable[[], None]]] = {
    "mote": ("/mote beside the smallest Bolt app and slack-machine", mote.run),
    "crowd": ("60 presses and 300 direct messages at once beside slack-machine", crowd.run),
    "outbox": ("The outbox at a thousand networks beside bare SQL", outbox.run),
    "search": ("Search beside the bare query", search.run),
}


def main() -> None:
    """Measure what is named, else everything."""
    for name in sys.argv[1:] or PARTS:
        heading, run = PARTS[name]
        print(f"\n=== {name}: {heading} ===", flush=True)
        began = time.perf_counter()
        run()
        print(f"({name} took {time.perf_counter() - began:.0f} s)", flush=True)


if __name__ == "__main__":
    main()
