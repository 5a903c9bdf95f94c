"""The invented programme with tiles: what maps are drawn from."""

from __future__ import annotations

from invented import inputs

from fmkwave.model import Basis, Inputs

TILES = {
    "0101": (4, 1),
    "0102": (3, 2),
    "0103": (5, 2),
    "0104": (3, 3),
    "0105": (4, 3),
    "0106": (7, 5),
}


def mapped(*, basis: Basis = Basis.RECONSTRUCTED) -> Inputs:
    """The programme with a tile for each municipality."""
    found = inputs(basis=basis)
    municipalities = {
        code: one.model_copy(update={"tile": TILES[code]})
        for code, one in found.municipalities.items()
    }
    return found.model_copy(update={"municipalities": municipalities})
