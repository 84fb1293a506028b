"""Nothing lost, nothing twice, nothing stale: random schedules of everything that can go wrong, in virtual time."""

from __future__ import annotations

import pytest

from bot.outbox import Protection
from tests.simulation import Mix, Verdict, simulate, without

CALM = Mix(faults=0, kills=0, stops=0, database=0, moves=0, jumps=0, restores=0, revokes=0)
SCHEDULES, IN_ONE = 500, 50
SOAK, SOAK_IN_ONE = 10_000, 500

NEEDS: dict[Protection, Mix] = {
    Protection.SETTLE: Mix(**{**vars(CALM), "faults": 0.5, "kinds": ("late",)}),
    Protection.RECONCILE: Mix(**{**vars(CALM), "faults": 0.3, "kinds": ("drop after", "hang", "fatal")}),
    Protection.GUARD: Mix(**{**vars(CALM), "faults": 0.2, "kinds": ("drop after", "limit"), "stops": 0.05}),
    Protection.LOOK_FIRST: Mix(**{**vars(CALM), "restores": 1.0}),
    Protection.REVALIDATE: Mix(**{**vars(CALM), "moves": 6, "told": 0.0}),
}
"""What each protection is there for."""


def play(seeds: range, mix: Mix | None = None) -> int:
    """Run schedules with all protections; a failing seed is named, with the line that replays it."""
    deliveries = 0
    for seed in seeds:
        verdict = simulate(seed, mix)
        assert verdict.is_clean, f"seed {seed}: {verdict}\nreplay with: python -m tests.simulation {seed}"
        deliveries += verdict.deliveries
    return deliveries


@pytest.mark.parametrize("first", range(0, SCHEDULES, IN_ONE))
def test_nothing_is_lost_doubled_stale_or_left_unfinished(first: int) -> None:
    assert play(range(first, first + IN_ONE)) > IN_ONE


@pytest.mark.soak
@pytest.mark.timeout(0)
@pytest.mark.parametrize("first", range(SCHEDULES, SCHEDULES + SOAK, SOAK_IN_ONE))
def test_nothing_is_lost_in_ten_thousand_schedules(first: int) -> None:
    assert play(range(first, first + SOAK_IN_ONE)) > SOAK_IN_ONE


@pytest.mark.parametrize("protection", Protection)
def test_each_protection_is_needed(protection: Protection) -> None:
    mix = NEEDS[protection]
    assert play(range(12), mix)
    failed = next(
        (v for v in (simulate(seed, mix, without(protection)) for seed in range(200)) if not v.is_clean), None
    )
    assert failed is not None
    assert failed.stale if protection is Protection.REVALIDATE else failed.doubled


def test_a_seed_replays_exactly() -> None:
    def told(seed: int) -> Verdict:
        return simulate(seed, NEEDS[Protection.SETTLE], without(Protection.SETTLE))

    assert told(0) == told(0) and told(0).doubled
