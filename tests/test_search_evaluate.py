"""Cases that were written before anything was tuned to them, over the demo's and other texts."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from search.registry import searchables

FOLDER = Path(__file__).parent / "relevance"
# What passed when this was written; more is better, less is a fault.
LEAST = {
    "cs": {"cs": 156, "cs_titles": 70},
    "pl": {"pl": 153, "pl_titles": 70},
    "sl": {"sl": 160, "sl_titles": 69},
    "en": {"en": 158, "en_titles": 69},
}


def evaluated(path: Path, **options: Any) -> dict[str, Any]:
    told = StringIO()
    call_command("search_evaluate", path, json=True, stdout=told, **options)
    answer: dict[str, Any] = json.loads(told.getvalue())
    return answer


def file_of(folder: Path, **contents: Any) -> Path:
    path = folder / "cases.json"
    path.write_text(json.dumps(contents), encoding="utf-8")
    return path


@pytest.mark.django_db
@pytest.mark.parametrize("language", LEAST)
def test_no_fewer_cases_pass_than_before(language: str) -> None:
    for name, least in LEAST[language].items():
        answer = evaluated(FOLDER / f"{name}.json")
        assert answer["languages"][language]["passed"] >= least, answer["failures"]


@pytest.mark.django_db
def test_a_case_says_what_it_misses(tmp_path: Path) -> None:
    cases = [
        {"lang": "cs", "query": "pejsek", "must_match": ["Venčení psů"], "kind": "synonym"},
        {
            "lang": "cs",
            "query": "psi",
            "must_match": [],
            "must_not_match": ["Psaní"],
            "kind": "trap",
        },
        {"lang": "cs", "query": "kočka", "must_match": ["Psaní"], "kind": "wrong"},
        {"lang": "cs", "query": "venčení", "must_match": [], "first": "Psaní", "kind": "wrong"},
    ]
    path = file_of(tmp_path, titles={"cs": ["Venčení psů", "Psaní"]}, cases=cases)
    answer = evaluated(path, distractors=40)
    assert answer["languages"] == {"cs": {"passed": 2, "total": 4}}
    assert answer["kinds"]["trap"] == {"passed": 1, "total": 1}
    missing, not_first = answer["failures"]
    assert (missing["query"], missing["missing"]) == ("kočka", ["Psaní"])
    assert "psaní: xpsani" in " ".join(missing["keys"]["Psaní"])
    assert not_first["first"] == "Psaní"


@pytest.mark.django_db
def test_documents_are_named_by_their_ids(tmp_path: Path) -> None:
    documents = {"en": [{"id": "a-1", "kind": "news", "title": "Dogs", "body": "Walk a dog."}]}
    cases = [{"lang": "en", "query": "walking", "must_match": ["a-1"], "kind": "inflection"}]
    answer = evaluated(file_of(tmp_path, documents=documents, cases=cases))
    assert answer["failures"] == []


@pytest.mark.django_db
def test_nothing_is_left_of_it(tmp_path: Path, settings: Any) -> None:
    settings.SEARCH_URL = f"tantivy:{tmp_path / 'live'}"
    before = searchables()
    evaluated(file_of(tmp_path, titles={"cs": ["Psi"]}, cases=[]))
    assert searchables() == before
    assert not (tmp_path / "live").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", "{}", '{"cases": [{}]}'])
def test_another_file_is_told_in_a_sentence(tmp_path: Path, text: str) -> None:
    path = tmp_path / "cases.json"
    path.write_text(text)
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("search_evaluate", path)
