"""All forms of a word come down to one stem, and another word to another."""

from pathlib import Path

import pytest
import yaml

from oer.model import WordForms
from oer.stems import Stemmer, stemmer
from oer.values import to_word_forms

ROOT = Path(__file__).parent.parent
WORDS = yaml.safe_load(Path(__file__).with_name("words.yml").read_text("utf-8"))
APART = {
    "en": "author autumn, copy copper, create credit",
    "ru": "право правило, песня пример, автор авария, дата дочь",
    "kk": "қала қалам, ән ана, құқық құрал, қорғау қор",
    "ky": "ыр ырк, китеп кит, жыл жыйын, орун ор",
    "tg": "асар асал, китоб китф, ҳуқуқ ҳукумат, сана санъат",
    "uz": "asar asal, oʻqituvchi oʻqish, til tilla, muallif muallim",
}


def of(language: str) -> Stemmer:
    file = ROOT / f"translations/{language}/language.yml"
    return stemmer(to_word_forms(yaml.safe_load(file.read_text("utf-8"))["word_forms"]))


@pytest.mark.parametrize("language", WORDS)
def test_forms_of_a_word(language: str) -> None:
    rules = of(language)
    assert len(WORDS[language]) >= 10
    for forms in WORDS[language]:
        stems = {form: rules.stem(form) for form in forms.split()}
        assert len(set(stems.values())) == 1, stems


@pytest.mark.parametrize("language", APART)
def test_words_that_only_look_alike(language: str) -> None:
    rules = of(language)
    for pair in APART[language].split(", "):
        one, other = pair.split()
        assert rules.stem(one) != rules.stem(other), pair


def test_a_language_without_rules() -> None:
    rules = stemmer(WordForms())
    assert rules.stem("Lisans'ı") == "lisansı"
    assert rules.text("Bir, iki?") == "bir, iki?"
