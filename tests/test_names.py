"""Danish order, look-up and suggestions."""

from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmkwave.names import by_key, danish_key, did_you_mean, find, fold, keys, same, suggest

# The order of ICU's da_DK collation, frozen.
NAMES = """
Albertslund, Allerød, Assens, Ballerup, Billund, Bornholm, Brøndby, Brønderslev, Dragør,
Egedal, Esbjerg, Fanø, Favrskov, Faxe, Fredensborg, Fredericia, Frederiksberg,
Frederikshavn, Frederikssund, Furesø, Faaborg-Midtfyn, Gentofte, Gladsaxe, Glostrup, Greve,
Gribskov, Guldborgsund, Haderslev, Halsnæs, Hedensted, Helsingør, Herlev, Herning, Hillerød,
Hjørring, Holbæk, Holstebro, Horsens, Hvidovre, Høje-Taastrup, Hørsholm, Ikast-Brande,
Ishøj, Jammerbugt, Kalundborg, Kerteminde, Kolding, København, Køge, Langeland, Lejre,
Lemvig, Lolland, Lyngby-Taarbæk, Læsø, Mariagerfjord, Middelfart, Morsø, Norddjurs,
Nordfyns, Nyborg, Næstved, Odder, Odense, Odsherred, Randers, Rebild, Ringkøbing-Skjern,
Ringsted, Roskilde, Rudersdal, Rødovre, Samsø, Silkeborg, Skanderborg, Skive, Slagelse,
Solrød, Sorø, Stevns, Struer, Svendborg, Syddjurs, Sønderborg, Thisted, Tønder, Tårnby,
Vallensbæk, Varde, Vejen, Vejle, Vesthimmerlands, Viborg, Vordingborg, Ærø, Aabenraa,
Aalborg, Aarhus
"""
IN_ORDER = [" ".join(name.split()) for name in NAMES.split(",")]

LETTERS = st.text("abcåAÅæøÆØ -s", max_size=12)


def test_danish_order_of_the_98_municipalities() -> None:
    shuffled = random.Random(98).sample(IN_ORDER, len(IN_ORDER))
    assert sorted(shuffled, key=danish_key) == IN_ORDER
    assert len(IN_ORDER) == 98


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Ærø", "Aabenraa"),
        ("Zest", "Ærø"),
        ("Ærø", "Øster"),
        ("Øster", "Ålev"),
        ("Nord-By", "Nord By"),
        ("Nord By", "Nordby"),
        ("By", "By 2"),
    ],
)
def test_what_comes_first(first: str, second: str) -> None:
    assert danish_key(first) < danish_key(second)


def test_order_does_not_see_case_nor_how_a_letter_is_composed() -> None:
    assert danish_key("AALBORG") == danish_key("Ålborg") == danish_key("Aalborg")
    assert danish_key(unicodedata.normalize("NFD", "Århus")) == danish_key("Århus")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Århus", "aarhus"),
        ("Aarhus Kommune", "ÅRHUS"),
        ("Lyngby-Taarbæk", "lyngby tårbæk kommune"),
        (" Vejle ", "Vejle"),
        ("Høje-Taastrup", "Høje  Tåstrup"),
    ],
)
def test_spellings_of_one_name_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_the_98_names_have_98_keys() -> None:
    assert len({fold(name) for name in IN_ORDER}) == 98


def test_a_title_alone_is_a_name() -> None:
    assert fold("Kommune") == "kommune"


@pytest.mark.parametrize("name", IN_ORDER)
@pytest.mark.parametrize(
    "spelling",
    ["{}", "{} Kommune", "{}s Kommune", "{}s Regionskommune", "{}s kommune"],
)
def test_each_of_the_98_is_found_in_all_its_spellings(name: str, spelling: str) -> None:
    assert find(spelling.format(name), by_key((one, one) for one in IN_ORDER)) == name


@pytest.mark.parametrize(
    ("short", "official"),
    [
        ("Vesthimmerland", "Vesthimmerlands Kommune"),
        ("Nordfyns", "Nordfyns Kommune"),
        ("Nordfyn", "Nordfyns Kommune"),
        ("København", "Københavns Kommune"),
        ("Københavns", "Københavns Kommune"),
    ],
)
def test_an_official_name_is_found_with_and_without_its_genitive(short: str, official: str) -> None:
    assert same(short, [official]) == official
    assert same(official, [short]) == short


def test_a_final_s_is_a_part_of_a_name() -> None:
    for one, other in [("Cole", "Coles"), ("Highland", "Highlands"), ("Andrew", "Andrews")]:
        assert same(one, [other]) is None
        assert same(other, [one]) is None
    assert keys("Cole County") == ("cole county",)


def test_a_name_as_it_is_written_comes_before_a_genitive() -> None:
    found = by_key([("Os Kommune", 1), ("O", 2)], [("Øs Kommune", 3), ("Ø", 4)])
    assert {name: find(name, found) for name in ("Os", "O", "Os Kommune", "Øs", "Ø")} == {
        "Os": 1,
        "O": 2,
        "Os Kommune": 1,
        "Øs": 3,
        "Ø": 4,
    }


@given(LETTERS)
def test_folding_does_not_see_case_composition_or_space_around(name: str) -> None:
    assert fold(f" {name.upper()} ") == fold(name)
    assert fold(unicodedata.normalize("NFD", name)) == fold(name)


@given(st.lists(LETTERS), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(names: list[str], random_: random.Random) -> None:
    distinct = list({danish_key(name): name for name in names}.values())
    shuffled = random_.sample(distinct, len(distinct))
    assert sorted(shuffled, key=danish_key) == sorted(distinct, key=danish_key)


@pytest.mark.parametrize(
    ("misspelt", "meant"),
    [("Hjøring", "Hjørring"), ("ålborrg", "Aalborg"), ("Kobenhavn", "København")],
)
def test_a_near_miss_is_suggested(misspelt: str, meant: str) -> None:
    assert suggest(misspelt, IN_ORDER) == meant
    assert did_you_mean(misspelt, IN_ORDER) == f"; did you mean {meant}?"


@pytest.mark.parametrize(
    ("name", "meant"),
    [("Sprint 4", None), ("Sprint", None), ("Srint 3", "Sprint 3"), ("Sprint 03", "Sprint 3")],
)
def test_another_number_is_no_misspelling(name: str, meant: str | None) -> None:
    assert suggest(name, ["Sprint 1", "Sprint 2", "Sprint 3"]) == meant


def test_what_is_not_near_is_not_suggested() -> None:
    assert suggest("Xyzzy", IN_ORDER) is None
    assert did_you_mean("Xyzzy", IN_ORDER) == ""
