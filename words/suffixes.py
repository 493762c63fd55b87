"""What the ending of a form says about its lemma, learned from the forms of a dictionary."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

# Endings of so many letters are looked at, the longest first.
LONGEST, SHORTEST = 6, 2
# A rule has to hold for so many forms, and for this share of those with its ending.
FEWEST_FORMS, SMALLEST_SHARE = 3, 0.06
MOST_RULES = 5
# Of several lemmas those are kept that are at least so likely, beside the likeliest.
NEARLY_AS_LIKELY = 0.35
MOST_LEMMAS = 3


class Rule(NamedTuple):
    """Cut so many letters, add these; in this share of the forms with the ending."""

    cut: int
    add: str
    share: float

    def applied(self, form: str) -> str:
        """Return the lemma that ``form`` would have."""
        return form[: len(form) - self.cut] + self.add


class Suffixes:
    """Rules by ending; ``rules`` returns the written ones of an ending."""

    def __init__(self, rules: Callable[[str], Iterable[str]]) -> None:
        self._rules = rules

    def candidates(self, form: str, is_lemma: Callable[[str], float]) -> list[tuple[str, float]]:
        """Return the lemmas that ``form`` may have, the likeliest first.

        ``is_lemma`` returns how much a word is one: 0 for not at all, 1 for certainly. The
        longest ending that leads to a lemma decides.
        """
        for length in range(min(LONGEST, len(form) - SHORTEST), SHORTEST - 1, -1):
            found: dict[str, float] = {}
            for rule in map(read, self._rules(form[-length:])):
                lemma = rule.applied(form)
                if len(form) - rule.cut >= SHORTEST and (likely := rule.share * is_lemma(lemma)):
                    found[lemma] = max(found.get(lemma, 0), likely)
            if found:
                return _likeliest(found)
        return []


def _likeliest(found: Mapping[str, float]) -> list[tuple[str, float]]:
    ranked = sorted(found.items(), key=lambda each: (-each[1], each[0]))
    least = ranked[0][1] * NEARLY_AS_LIKELY
    return [each for each in ranked if each[1] >= least][:MOST_LEMMAS]


def learned(forms: Iterable[tuple[str, str]]) -> Iterator[tuple[str, list[Rule]]]:
    """Yield each ending with its rules, learned from pairs of form and lemma."""
    seen: dict[str, Counter[tuple[int, str]]] = defaultdict(Counter)
    for form, lemma in forms:
        change = _change(form, lemma)
        if change and max(change[0], len(change[1])) <= LONGEST:
            for length in range(SHORTEST, min(LONGEST, len(form) - 1) + 1):
                seen[form[-length:]][change] += 1
    for ending, counted in seen.items():
        if rules := _rules(counted):
            yield ending, rules


def _change(form: str, lemma: str) -> tuple[int, str] | None:
    """Return how many letters to cut and what to add; ``None`` for words of other stems."""
    same = 0
    for one, other in zip(form, lemma, strict=False):
        if one != other:
            break
        same += 1
    return (len(form) - same, lemma[same:]) if same >= SHORTEST else None


def _rules(counted: Counter[tuple[int, str]]) -> list[Rule]:
    total = counted.total()
    if total < FEWEST_FORMS:
        return []
    common = counted.most_common(MOST_RULES)
    return [Rule(*change, n / total) for change, n in common if n / total >= SMALLEST_SHARE]


def written(rule: Rule) -> str:
    """Return ``rule`` as it stands in a file; its share in hundredths."""
    return f"{rule.cut}{chr(round(rule.share * 100) + 33)}{rule.add}"


def read(text: str) -> Rule:
    """Return the rule that :func:`written` wrote."""
    return Rule(int(text[0]), text[2:], (ord(text[1]) - 33) / 100)
