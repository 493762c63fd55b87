"""Other spellings for words that nothing on the site has."""

from itertools import islice, product

from search.asked import Asked, ask
from search.engines.base import Engine
from search.vocabulary import vocabulary
from words import Term, fold
from words.folding import TOKEN

# So many spellings of a whole question are tried.
TRIED = 8


def correction(asked: Asked, engine: Engine) -> str:
    """Return the words with near known ones for those that no entry has.

    Of several near ones those that stand in one entry with the rest of the question. "" if
    there is nothing to change. Quoted parts are meant as they stand.
    """
    single = [term for term in asked.terms if is_doubtful(term)]
    found = engine.found([_alone(term, asked) for term in single])
    wrong = [term.word for term, there in zip(single, found, strict=True) if not there]
    if not wrong:
        return ""
    known = vocabulary(engine)
    near = {word: known.nearest(fold(word), asked.reader) for word in wrong}
    near = {word: words for word, words in near.items() if words}
    spellings = [
        _spelt(asked.words, dict(zip(near, chosen, strict=True)))
        for chosen in islice(product(*near.values()), TRIED)
        if near
    ]
    together = engine.found([ask(words, asked.reader) for words in spellings])
    fitting = [words for words, there in zip(spellings, together, strict=True) if there]
    return next(iter([*fitting, *spellings]), "")


def is_doubtful(term: Term) -> bool:
    """Return whether ``term`` may be a slip: one word, and none that everybody uses."""
    return bool(term.place) and not term.quoted and not term.usual


def _spelt(words: str, instead: dict[str, str]) -> str:
    return TOKEN.sub(lambda m: instead.get(m.group().casefold(), m.group()), words)


def _alone(term: Term, asked: Asked) -> Asked:
    return ask(term.word, asked.reader).begun().widened()
