"""Broken YAML and YAML that is more than people write by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fmkwave.errors import InputError
from fmkwave.inputs import load_inputs
from fmkwave.inputs.report import Report
from fmkwave.inputs.yamlfile import parse_yaml
from folders import Folder

FILE = "adjacency.yaml"

# What stands in the file, what someone writes instead, and all that is then said.
FAULTS = [
    (
        "Vestrup: [M",
        "Atlantis: [M",
        [
            "adjacency.yaml:5: unknown municipality 'Atlantis'",
        ],
    ),
    (
        "source: Invented map\n",
        "",
        [
            (
                "adjacency.yaml: key 'source' is missing; it states in words where the data "
                "comes from"
            ),
        ],
    ),
    (
        "[Søby, Ålev]",
        "[Søby, Ålev",
        [
            (
                "adjacency.yaml:4: broken YAML: a comma or the closing ] of the [ that opens "
                "here is missing (noticed on line 5)"
            ),
        ],
    ),
    (
        "ferry:",
        "\tferry:",
        [
            (
                "adjacency.yaml:6: broken YAML: a tab or one of @ ` % stands here; indent "
                "with spaces, put text in quotes"
            ),
        ],
    ),
    (
        "source: Invented map",
        "source: 'Invented map",
        [
            (
                "adjacency.yaml:2: broken YAML: the quote that opens here is never closed "
                "(noticed on line 7)"
            ),
        ],
    ),
    (
        "source: Invented map",
        "source: a: b",
        [
            (
                "adjacency.yaml:2: broken YAML: a colon too many, or wrong indentation; put "
                "text with a colon in quotes"
            ),
        ],
    ),
    (
        "ferry:\n",
        "ferry\n",
        [
            (
                "adjacency.yaml:6: broken YAML: this line is not of the form 'key: value'; "
                "check its colon and indentation (noticed on line 7)"
            ),
        ],
    ),
    (
        "[Møborg]",
        "&x [Møborg]",
        [
            ("adjacency.yaml:5: anchors and aliases ('&x') are not allowed; write values out"),
        ],
    ),
    (
        "[Møborg]",
        "*x",
        [
            ("adjacency.yaml:5: anchors and aliases ('*x') are not allowed; write values out"),
        ],
    ),
    (
        "[Møborg]",
        "!!python/object:os.system [a]",
        [
            (
                "adjacency.yaml:5: tags ('!!python/object:os.system') are not allowed; put "
                "text in quotes"
            ),
        ],
    ),
    (
        "ferry:\n",
        "<<: {a: b}\nferry:\n",
        [
            "adjacency.yaml:6: merge keys (<<) are not allowed; write the keys out",
        ],
    ),
    (
        "ferry:\n",
        "---\nferry:\n",
        [
            "adjacency.yaml:6: a second document begins here (---), but one is expected",
        ],
    ),
    (
        "[Møborg]",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
        [
            "adjacency.yaml:5: lists or keys lie more than 20 levels deep here",
        ],
    ),
    (
        "ferry:\n",
        '"": x\nferry:\n',
        [
            "adjacency.yaml:6: a key is empty; write 'key: value'",
        ],
    ),
    (
        "ferry:\n",
        "? [a]\n: x\nferry:\n",
        [
            "adjacency.yaml:6: a list or group stands where a key is expected",
        ],
    ),
    (
        "  Vestrup: [M",
        " Vestrup: [M",
        [
            (
                "adjacency.yaml:5: broken YAML: this line does not fit those above; check "
                "its indentation, quotes and brackets"
            ),
        ],
    ),
    (
        "[Møborg]",
        '"\\q"',
        [
            (
                "adjacency.yaml:5: broken YAML: in double quotes a backslash has a meaning "
                "of its own; use single quotes"
            ),
        ],
    ),
    (
        "[Møborg]",
        "{a: b",
        [
            (
                "adjacency.yaml:5: broken YAML: a comma or the closing } of the { that opens "
                "here is missing (noticed on line 6)"
            ),
        ],
    ),
    (
        "[Møborg]",
        "]",
        [
            (
                "adjacency.yaml:5: broken YAML: this line does not fit those above; check "
                "its indentation, quotes and brackets"
            ),
        ],
    ),
    (
        "source: Invented map",
        "basis: public",
        [
            (
                "adjacency.yaml: key 'source' is missing; it states in words where the data "
                "comes from"
            ),
            "adjacency.yaml:2: key 'basis' is written twice, on lines 1 and 2",
        ],
    ),
    (
        "Invented map",
        "Invented\x00map",
        [
            (
                "adjacency.yaml:2: a NUL byte stands here, so this is no plain text; save "
                "the file as text"
            ),
        ],
    ),
    (
        "Invented map",
        "Invented\x07map",
        [
            (
                "adjacency.yaml:2: the invisible character U+0007 stands here, so this is no "
                "plain text; save the file as text"
            ),
        ],
    ),
]


@pytest.mark.parametrize(("old", "new", "messages"), FAULTS, ids=[new for _, new, _ in FAULTS])
def test_a_fault_is_told_with_its_line(
    folder: Folder, old: str, new: str, messages: list[str]
) -> None:
    folder.replace(FILE, old, new)
    assert folder.faults() == messages


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", "yes"),
        ("no", "no"),
        ("true", "true"),
        ("0420", "0420"),
        ("0o17", "0o17"),
        ("0x1F", "0x1F"),
        ("12:30", "12:30"),
        ("2014-02-01", "2014-02-01"),
        ("1_000", "1_000"),
        ("420", 420),
        ("-7", -7),
        ("+7", 7),
        ("0", 0),
        ("0.1", Decimal("0.1")),
        (".5", Decimal("0.5")),
        ("5.", Decimal(5)),
        ("2e1", Decimal(20)),
        ("'0.1'", "0.1"),
        ("~", None),
        ("null", None),
        ("", None),
        (".inf", Decimal("Infinity")),
        ("-.Inf", Decimal("-Infinity")),
        ("9" * 30, "9" * 30),
    ],
)
def test_a_value_is_what_it_looks_like(text: str, value: object) -> None:
    document = parse_yaml(f"key: {text}\n", Report(FILE))
    assert document is not None
    assert document.data == {"key": value}
    assert type(document.data["key"]) is type(value)


def test_not_a_number_is_read_as_such() -> None:
    document = parse_yaml("key: .NaN", Report(FILE))
    assert document is not None
    assert str(document.data["key"]) == "NaN"


def test_every_key_and_item_has_its_line() -> None:
    text = "# comment\na:\n  - 1\n  - b: 2\n    c:\n      3\nd: {e: [4,\n  5]}\n"
    document = parse_yaml(text, Report(FILE))
    assert document is not None
    assert document.line("a", 0) == 3
    assert document.line("a", 1, "c") == 5
    assert document.line("d", "e", 1) == 8
    assert document.line("d", "e", 2, "f") == 7
    assert document.line("nowhere") == 2
    assert document.value("a", 1, "c") == 3
    assert document.value("a", 2) is None
    assert document.value("a", "b") is None


def test_an_alias_bomb_is_refused(folder: Folder) -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(30))
    folder.write(FILE, bomb)
    with pytest.raises(InputError) as caught:
        load_inputs(folder.path)
    assert str(caught.value) == (
        "adjacency.yaml:1: anchors and aliases ('&a') are not allowed; write values out"
    )


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_the_deepest_nesting_is_a_fault(folder: Folder, opening: str) -> None:
    folder.write(FILE, opening * 100_000)
    with pytest.raises(InputError, match=r"adjacency\.yaml:1: "):
        load_inputs(folder.path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("just text\n", ":1: the file must consist of lines of the form 'key: value'"),
        ("---\n", ": the file is empty"),
        ("# only a comment\n", ": the file is empty"),
    ],
)
def test_a_file_without_keys_is_a_fault(folder: Folder, text: str, message: str) -> None:
    folder.write(FILE, text)
    with pytest.raises(InputError) as caught:
        load_inputs(folder.path)
    assert str(caught.value) == f"adjacency.yaml{message}"


def test_a_key_written_twice_deeper_down_names_both_lines(folder: Folder) -> None:
    folder.replace("vendors.yaml", "    release: 2014-Q3\n", "    release: 2014-Q3\n" * 2)
    with pytest.raises(InputError) as caught:
        load_inputs(folder.path)
    assert str(caught.value) == (
        "vendors.yaml:11: key 'release' is written twice, on lines 10 and 11"
    )


@pytest.mark.parametrize(
    ("escape", "called"),
    [
        ("\\e[31m", "the invisible character U+001B"),
        ("\\x00", "a NUL byte"),
        ("\\ufeff", "the invisible character U+FEFF"),
        ("\\n", "the invisible character U+000A"),
        ("\\t", "the invisible character U+0009"),
        ("\\N", "the invisible character U+0085"),
        ("\\u2028", "the invisible character U+2028"),
        ("\\u202e", "the invisible character U+202E"),
        ("\\u2067", "the invisible character U+2067"),
    ],
)
def test_no_escape_brings_in_what_no_text_may_hold(
    folder: Folder, escape: str, called: str
) -> None:
    folder.replace("programme.yaml", "name: Invented roll-out", f'name: "Invented {escape} plan"')
    with pytest.raises(InputError) as caught:
        load_inputs(folder.path)
    assert str(caught.value) == (
        f"programme.yaml:3: a backslash stands for {called} here; take it out"
    )
