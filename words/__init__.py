"""Words of Czech, Polish, Slovenian, English and their kin → keys that tell which words are one.

The one analysis for texts that are indexed and for words that are asked. It knows nothing of
the portal and of engines: what it hands out are keys, their weights and positions
(docs/search.md). Two words match when what is asked and the text have a key in common.
"""

from words.analysis import VERSION, Analyzer, Term, Token, analyzer, folded_words, tokens
from words.folding import fold
from words.knowledge import known_languages
from words.lexicon import find_lexicons, is_there, lexicon_name

__all__ = [
    "VERSION",
    "Analyzer",
    "Term",
    "Token",
    "analyzer",
    "find_lexicons",
    "fold",
    "folded_words",
    "is_there",
    "known_languages",
    "lexicon_name",
    "tokens",
]
