"""Words that are put together once, not for every card and every page."""

import time
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

from django.utils.translation import get_language

Asked = ParamSpec("Asked")
Words = TypeVar("Words")


def worded(function: Callable[Asked, Words]) -> Callable[Asked, Words]:
    """Decorate a function whose words depend on its arguments, the language and the year only.

    The twenty cards of a list say the same few hundred dates and times again and again:
    a tenth of the page's time.
    """

    @lru_cache(maxsize=4096)
    def said(_language: str | None, _year: int, *args: Asked.args, **kwargs: Asked.kwargs) -> Words:
        return function(*args, **kwargs)

    @wraps(function)
    def asked(*args: Asked.args, **kwargs: Asked.kwargs) -> Words:
        return said(get_language(), time.localtime().tm_year, *args, **kwargs)  # type: ignore[arg-type]  # hashable

    return asked
