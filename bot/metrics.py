"""What is counted while the bot runs, and how Prometheus reads it. No names, no ids: counts and seconds only."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from prometheus_client.core import Metric

BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)
"""Seconds until an acknowledgement; Slack waits for three."""


@dataclass
class Counts:
    """Counted in the event loop, one addition each; put into Prometheus's words only when somebody asks."""

    acknowledged: Counter[str] = field(default_factory=Counter)
    unacknowledged: Counter[str] = field(default_factory=Counter)
    unsigned: Counter[str] = field(default_factory=Counter)
    """What came over HTTP without a signature that holds, by why not."""
    seconds: float = 0.0
    within: list[int] = field(default_factory=lambda: [0] * (len(BUCKETS) + 1))

    def took(self, kind: str, seconds: float, *, acknowledged: bool) -> None:
        """Note that something of a kind was taken and how long its answer took."""
        (self.acknowledged if acknowledged else self.unacknowledged)[kind] += 1
        self.seconds += seconds
        self.within[bisect_left(BUCKETS, seconds)] += 1


@dataclass(frozen=True)
class Gauge:
    """Something measured at the moment of asking."""

    name: str
    about: str
    value: float
    grows: bool = False
    """Whether it only ever grows while the bot runs, which Prometheus calls a counter."""


def exposition(counts: Counts, gauges: Iterable[Gauge]) -> tuple[bytes, str]:
    """All of it as Prometheus reads it, with its content type."""
    from prometheus_client import CollectorRegistry  # only imported where somebody scrapes
    from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

    registry = CollectorRegistry()
    registry.register(_Numbers([*_counted(counts), *map(_measured, gauges)]))
    return generate_latest(registry), CONTENT_TYPE_LATEST


class _Numbers:
    def __init__(self, metrics: list[Metric]) -> None:
        self._metrics = metrics

    def collect(self) -> Iterable[Metric]:
        return self._metrics


def _counted(counts: Counts) -> Iterable[Metric]:
    from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily

    taken = CounterMetricFamily(
        "natverksbot_taken", "What Slack handed over, by kind and whether it was acknowledged.", labels=("kind", "ack")
    )
    for ack, by_kind in (("yes", counts.acknowledged), ("no", counts.unacknowledged)):
        for kind, count in sorted(by_kind.items()):
            taken.add_metric((kind, ack), count)
    yield taken
    unsigned = CounterMetricFamily(
        "natverksbot_unsigned", "Requests over HTTP that were refused, by what is wrong.", labels=("reason",)
    )
    for reason, count in sorted(counts.unsigned.items()):
        unsigned.add_metric((reason,), count)
    yield unsigned
    so_far, buckets = 0, []
    for bound, count in zip((*map(str, BUCKETS), "+Inf"), counts.within, strict=True):
        so_far += count
        buckets.append((bound, so_far))
    yield HistogramMetricFamily(
        "natverksbot_ack_seconds", "Seconds until the acknowledgement.", buckets=buckets, sum_value=counts.seconds
    )


def _measured(gauge: Gauge) -> Metric:
    from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

    if gauge.grows:
        return CounterMetricFamily(f"natverksbot_{gauge.name}", gauge.about, value=gauge.value)
    return GaugeMetricFamily(f"natverksbot_{gauge.name}", gauge.about, value=gauge.value)
