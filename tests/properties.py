"""How long hypothesis looks for counterexamples."""

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, Phase, settings


def examples(count: int) -> Callable[[Any], Any]:
    """Return a decorator that tries ``count`` cases, however long each takes.

    Fixtures of a test function hold for all its cases, which only read. A case that fails
    is shown as it was found: to look for a simpler one may take minutes.
    """
    return settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        print_blob=True,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
