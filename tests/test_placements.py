"""Who is in which wave, read from any file that says so, whoever edited it last."""

from __future__ import annotations

import json
import tempfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fmkwave import planfile
from fmkwave.errors import InputError
from fmkwave.inputs import load_inputs
from fmkwave.model import Inputs
from fmkwave.placements import read_placements
from fmkwave.planner import make_plan
from fmkwave.render import csvform, jsonform
from folders import PLAN, PROGRAMME, PUBLISHED, Folder

PLACEMENT = {"0101": 1, "0102": 1, "0103": 3, "0420": 2, "0430": 2, "0440": 3}

SCHEMA = f"this one reads 1 to {planfile.SCHEMA}"
EMPTY = ": this is no plan: it has no municipality in any wave"
WAVE = "a number from 1 to 3 or one of the periods 2014-Q2, 2014-Q3, 2014-Q4 is expected"


@cache
def inputs() -> Inputs:
    with tempfile.TemporaryDirectory() as folder:
        return load_inputs(Folder(Path(folder)).path)


def read(path: Path, content: str | bytes) -> dict[str, int]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return dict(read_placements([path], inputs())[path])


def faults(path: Path, content: str | bytes) -> list[str]:
    with pytest.raises(InputError) as refused:
        read(path, content)
    return [line.removeprefix(str(path)) for line in str(refused.value).splitlines()]


# --- Files that hold a plan -----------------------------------------------------------------------

LISTED = [
    {"wave": 1, "municipalities": ["Nordby", "Søby"]},
    {"wave": 2, "municipalities": ["0420", "0430"]},
    {"wave": 3, "municipalities": [{"code": "0440", "points": 1.5}, {"code": "0103"}]},
]

FILES = {
    "published.csv": PUBLISHED,
    "bare.csv": "".join(PUBLISHED.splitlines(keepends=True)[2:]),
    "codes.csv": "wave,code\n1,0101\n1,0102\n3,0103\n2,0420\n2,0430\n3,0440\n",
    "spreadsheet.CSV": "\ufeffmunicipality;wave;remark\r\nNORDBY;1,0;yes; \r\nSøby Kommune;1;\r\n"
    "Aalev;3;\r\nvestrup;2014-Q3;\r\nMøborgs kommune;2014K3;\r\nøster holm;2014-q4;\r\n",
    "plan.yaml": PLAN,
    "plan.yaml.bak": PLAN,
    "turned.yml": """\
waves:
  - {quarter: 2014-Q4, size: 9, municipalities: {"0440": Øster Holm, "0103": Ålev Kommune}}
  - {quarter: 2014-K3, municipalities: {Møborg: , "0420": , }, wave: 2}
  - {wave: 1, municipalities: {0102: Søby, 0101: Nordby}}
total: edited
""",
    "lists.yaml": """\
waves:
  - municipalities: [Nordby, 0102]
  - municipalities:
      - Vestrup Kommune
      - {name: møborg, why: wished}
  - municipalities: [{code: "0440"}, {code: "0103", name: Ålev}]
""",
    "one-line.json": '{"waves": [{"municipalities": ["0101", "0102"]}, {"municipalities": '
    '[{"code": "0420"}, {"name": "M\\u00f8borg"}]}, {"quarter": "2014-Q4", "municipalities": '
    '{"0103": null, "0440": null}}]}',
    "tabs.json": json.dumps({"waves": LISTED}, indent="\t"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_plan_is_read_from_any_of_them(tmp_path: Path, name: str) -> None:
    assert read(tmp_path / name, FILES[name]) == PLACEMENT


def test_what_plan_writes_is_read_back(tmp_path: Path) -> None:
    plan = make_plan(inputs())
    forms = {
        "plan.yaml": planfile.dumps(inputs(), plan),
        "plan.csv": csvform.plan(inputs(), plan),
        "plan.json": jsonform.plan(inputs(), plan),
    }
    assert {name: read(tmp_path / name, text) for name, text in forms.items()} == dict.fromkeys(
        forms, plan.placement
    )


@pytest.mark.parametrize(
    ("name", "content", "placement"),
    [
        ("plan.csv", "code,wave\n0101,\n0102,2\n", {"0102": 2}),
        ("plan.yaml", "waves: [{municipalities: [Søby]}, {}]\n", {"0102": 1}),
        ("plan.yaml", "waves: [{municipalities: }, {municipalities: {0102: }}]\n", {"0102": 2}),
    ],
)
def test_whoever_is_left_out_is_in_no_wave(
    tmp_path: Path, name: str, content: str, placement: dict[str, int]
) -> None:
    assert read(tmp_path / name, content) == placement


NAMES = st.permutations(sorted(PLACEMENT))


@given(NAMES, st.permutations([1, 2, 3]), st.sampled_from(["quarter", "wave"]))
def test_the_order_of_rows_and_waves_does_not_matter(
    codes: list[str], waves: list[int], told: str
) -> None:
    quarters = {1: "2014-Q2", 2: "2014-Q3", 3: "2014-Q4"}
    members = {n: {c: None for c in codes if PLACEMENT[c] == n} for n in waves}
    tag = {n: {"quarter": quarters[n]} if told == "quarter" else {"wave": n} for n in waves}
    as_json = json.dumps({"waves": [{"municipalities": members[n], **tag[n]} for n in waves]})
    as_csv = "code,wave\n" + "".join(f"{code},{PLACEMENT[code]}\n" for code in codes)
    with tempfile.TemporaryDirectory() as folder:
        assert read(Path(folder, "plan.json"), as_json) == PLACEMENT
        assert read(Path(folder, "plan.csv"), as_csv) == PLACEMENT


# --- Faults ---------------------------------------------------------------------------------------

FAULTS = [
    (
        "unknown, twice and misnamed, in CSV",
        "plan.csv",
        "code,municipality,wave\n0101,Nordby,1\n0109,Nordbi,2\n101,Nordby,2\n0102,Ålev,4\n",
        [
            ":3: code 0109 is unknown, and so is municipality 'Nordbi'; did you mean Nordby?",
            ":4: Nordby (0101) has a row already, on line 2",
            ":4: code 101 is unknown; did you mean 0101 (a spreadsheet may have dropped the "
            "leading zero)?",
            ":5: code 0102 belongs to Søby, but the row names Ålev (0103)",
            f":5: the wave is '4', but {WAVE}",
        ],
    ),
    (
        "unknown, twice and misnamed, in YAML",
        "plan.yaml",
        """\
waves:
  - quarter: 2014-Q2
    municipalities:
      "0101": Nordby
      "0102": Sobi
      Movborg:
  - quarter: 2014-Q3
    municipalities: [Nordby, 420, 9, [Søby]]
""",
        [
            ":5: code 0102 belongs to Søby, but the row names 'Sobi'",
            ":6: unknown municipality 'Movborg'; did you mean Møborg?",
            ":8: Nordby (0101) has a row already, on line 4",
            ":8: code 420 is unknown; did you mean 0420 (a spreadsheet may have dropped the "
            "leading zero)?",
            ":8: code 9 is unknown, and no municipality is named",
            ":8: unknown municipality '['Søby']'",
        ],
    ),
    (
        "waves that are none, or stand twice",
        "plan.yaml",
        """\
waves:
  - quarter: 2015-Q2
  - wave: 0
  - {quarter: 2014-Q2, wave: 2}
  - Nordby
  - municipalities: [Søby]
  - wave: 1
  - municipalities: 7
    quarter: 2014-Q3
""",
        [
            f":2: the wave is '2015-Q2', but {WAVE}",
            f":3: the wave is '0', but {WAVE}",
            ":4: 'wave' is 2, but 2014-Q2 is wave 1",
            ":5: a wave is written as {quarter: …, municipalities: …}, but this is 'Nordby'",
            f":6: the wave is '5', but {WAVE}",
            ":7: wave 1 stands twice, first on line 4",
            ":8: 'municipalities' is 7, but a group of 'key: value' lines is expected",
        ],
    ),
    (
        "a wave that is none for many",
        "plan.csv",
        "code,wave\n0101,7\n0102,7\n0103,7\n0420,7\n0430,7\n0440,7\n",
        [f":2: the wave is '7', but {WAVE} (5 more like it, on lines 3, 4, 5, 6, 7)"],
    ),
    (
        "a quarter beside another wave",
        "plan.csv",
        "code,wave,quarter\n0101,2,2014-Q2\n0102,1,2014-Q2\n0103,3,\n0420,3,spring\n",
        [":2: 'wave' is 2, but 2014-Q2 is wave 1; change both, or take out the column 'quarter'"],
    ),
    (
        "a plan of another programme",
        "plan.csv",
        "code,wave\n" + "".join(f"{code},1\n" for code in range(9001, 9008)),
        [
            ":2: code 9001 is unknown, and no municipality is named "
            "(6 more like it, such as 9002, 9003, on lines 3, 4, 5, 6, 7 and 1 more)"
        ],
    ),
    (
        "entries without a name",
        "plan.json",
        '{"waves": [{"municipalities": [{"points": 3}, "", null]}]}',
        [":1: the name of a municipality is expected, but this is ''"],
    ),
    (
        "columns that say nothing",
        "plan.csv",
        "sted,tur\nNordby,1\n",
        [
            ":1: a column 'code' or 'municipality' is missing",
            ":1: column 'wave' is missing",
        ],
    ),
    (
        "a row with a cell too many",
        "plan.csv",
        "code,wave\n0101,1,2\n",
        [":2: the row has 3 cells, but the header has 2: '2' stands under no heading"],
    ),
    ("nothing", "plan.csv", "", [": the file is empty"]),
    ("no plan", "other.yaml", "hello: world\n", [": this is no plan: key 'waves' is missing"]),
    ("nobody, in CSV", "plan.csv", "code,wave\n0101,\n", [EMPTY]),
    ("nobody, in YAML", "programme.yaml", PROGRAMME, [EMPTY]),
    ("no wave", "plan.yaml", "waves:\n", [EMPTY]),
    (
        "no list",
        "plan.yaml",
        "waves: 3\n",
        [":1: 'waves' is 3, but a list such as [one, two] is expected"],
    ),
    (
        "a newer plan",
        "plan.yaml",
        "schema: 99\nwaves: wherever\n",
        [f":1: 'schema' is 99, that of a newer fmkwave; {SCHEMA}"],
    ),
    (
        "something else than any of these",
        "plan.txt",
        "Wave 1: Nordby: Søby\n",
        [
            ": a plan is read from YAML, from JSON, or from a file that ends in .csv",
            ":1: broken YAML: a colon too many, or wrong indentation; put text with a colon in "
            "quotes",
        ],
    ),
    (
        "cut short",
        "plan.json",
        '{"waves": [{"municipalities": [',
        [
            ":1: broken YAML: a value, or the closing ] or } of an open bracket, is missing here",
        ],
    ),
]


@pytest.mark.parametrize(
    ("name", "content", "messages"), [row[1:] for row in FAULTS], ids=[row[0] for row in FAULTS]
)
def test_every_fault_is_told_with_its_line(
    tmp_path: Path, name: str, content: str, messages: list[str]
) -> None:
    assert faults(tmp_path / name, content) == messages


def test_faults_of_all_files_are_told_in_one_run(tmp_path: Path) -> None:
    first, second = tmp_path / "a.csv", tmp_path / "b.yaml"
    first.write_text("code,wave\n0101,9\n", encoding="utf-8")
    second.write_text("waves: [{municipalities: [Nordbi]}]\n", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        read_placements([second, first], inputs())
    assert [str(fault) for fault in refused.value.faults] == [
        f"{first}:2: the wave is '9', but {WAVE}",
        f"{second}:1: unknown municipality 'Nordbi'; did you mean Nordby?",
    ]


@given(st.integers(0, 400), st.sampled_from(["plan.yaml", "turned.yml", "bare.csv", "tabs.json"]))
def test_a_file_cut_short_is_read_or_refused_and_never_breaks(end: int, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(FILES[name].encode()[:end])
        try:
            found = set(read_placements([path], inputs())[path].items())
        except InputError:
            found = set()
    assert found <= set(PLACEMENT.items())


@pytest.mark.parametrize(
    ("head", "wave"),
    [("kommune;bølge", "Bølge {}"), ("Kode;Bølge", "bølge {}"), ("municipality,wave", "Wave {}")],
)
def test_headings_and_waves_are_read_in_every_language(
    tmp_path: Path, head: str, wave: str
) -> None:
    names = ("0101", "0430") if head.startswith("Kode") else ("Nordby", "Møborgs Kommune")
    separator = ";" if ";" in head else ","
    rows = [f"{name}{separator}{wave.format(at)}" for at, name in enumerate(names, start=1)]
    text = "\n".join([head, *rows]) + "\n"
    assert read(tmp_path / "plan.csv", text) == {"0101": 1, "0430": 2}


def test_a_wave_that_there_is_not_is_told_in_any_language(tmp_path: Path) -> None:
    (told,) = faults(tmp_path / "plan.csv", "kommune;bølge\nNordby;Bølge 9\n")
    assert told.startswith(":2: the wave is 'Bølge 9', but a number from 1 to 3")
