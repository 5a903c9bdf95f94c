"""An invented roll-out in an invented place, small enough to be read at one sight."""

from __future__ import annotations

from fmkwave.starter.content import Content, Place, Seller

_NAME = "Shared library card, an invented example"
_SOURCE = "Invented by `fmkwave init`, to be replaced"

# Code, name, region, citizens; label and tile; answers and wish; the share of schools.
_PLACES = (
    ("01", "Aspenwick", "Upland", 41200, [37.62, -40.95], [0, 0], "yes,yes,yes,2027-Q1", "0.8"),
    (
        "02",
        "Brindlecombe",
        "Upland",
        18300,
        [37.63, -40.48],
        [1, 0],
        "yes,partly,no,2027-Q2",
        "0.45",
    ),
    ("03", "Cloverhythe", "Coast", 65900, [37.61, -40.02], [2, 0], "no,yes,partly,", "0.3"),
    ("04", "Dapplemere", "Upland", 9700, [37.37, -40.97], [0, 1], "partly,yes,yes,2027-Q1", "0.9"),
    ("05", "Emberfold", "Upland", 27400, [37.36, -40.51], [1, 1], "yes,no,yes,2027-Q1", "0.6"),
    ("06", "Fallowquay", "Coast", 33100, [37.38, -40.03], [2, 1], "no,partly,no,2027-Q3", "0.2"),
    ("07", "Glimmerstow", "Upland", 12600, [37.12, -40.94], [0, 2], "yes,yes,partly,", "0.7"),
    ("08", "Hazelreach", "Upland", 22800, [37.13, -40.49], [1, 2], "partly,no,no,2027-Q3", "0.35"),
    ("09", "Ivorholm", "Coast", 48500, [37.11, -40.01], [2, 2], "yes,partly,yes,2027-Q2", "0.5"),
    ("10", "Junipergate", "Upland", 15200, [36.87, -40.52], [1, 3], "no,no,no,", "0.4"),
    ("11", "Kestrelby", "Coast", 20900, [36.88, -40.04], [2, 3], "no,no,partly,2027-Q3", "0.15"),
    ("12", "Larkenfleet", "Coast", 3800, [37.12, -39.54], [4, 2], "yes,yes,no,2027-Q2", "1"),
)


def example(name: str | None = None) -> Content:
    """The invented roll-out, under a name of its own or the one given."""
    return Content(
        name=name or _NAME,
        story="An example to begin with: the place, its people and its answers are invented. "
        "Replace file after file by your own.",
        source=_SOURCE,
        basis="reconstructed",
        origin=_SOURCE,
        places=tuple(Place(*one[:6]) for one in _PLACES),
        links={
            "land": {
                "Aspenwick": ("Brindlecombe", "Dapplemere"),
                "Brindlecombe": ("Cloverhythe", "Emberfold"),
                "Cloverhythe": ("Fallowquay",),
                "Dapplemere": ("Emberfold", "Glimmerstow"),
                "Emberfold": ("Fallowquay", "Hazelreach"),
                "Fallowquay": ("Ivorholm",),
                "Glimmerstow": ("Hazelreach",),
                "Hazelreach": ("Ivorholm", "Junipergate"),
                "Ivorholm": ("Kestrelby",),
                "Junipergate": ("Kestrelby",),
            },
            "crossing": {"Larkenfleet": ("Ivorholm",)},
        },
        answers={code: tuple(said.split(",")) for code, *_more, said, _share in _PLACES},
        shares={
            "schools": {name: share for _code, name, *_more, share in _PLACES},
            "archives": {"Upland": "0.75", "Coast": "0.4"},
        },
        vendors=(
            Seller(
                name="Vendor A",
                release="2027-Q1",
                go_lives={"2027-Q1": 4, "2027-Q2": 3},
                customers=(
                    *("Aspenwick", "Brindlecombe", "Dapplemere", "Emberfold", "Glimmerstow"),
                    *("Hazelreach", "Junipergate"),
                ),
                agreements={"Dapplemere": "2027-Q1"},
            ),
            Seller(
                name="Vendor B",
                release="2027-Q2",
                go_lives={},
                customers=("Cloverhythe", "Fallowquay", "Ivorholm", "Kestrelby", "Larkenfleet"),
                agreements={},
            ),
        ),
        remarks={},
    )
