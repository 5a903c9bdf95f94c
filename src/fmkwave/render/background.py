"""What every result follows from, as rows: the weights, the answers and the sources."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from fmkwave.language import _, named
from fmkwave.model import Basis

if TYPE_CHECKING:
    from fmkwave.model import Inputs


class Weight(NamedTuple):
    """A weight in thousandths of a point; what the wish loses is below 0."""

    label: str
    weight: int
    reason: str


class Answer(NamedTuple):
    """An answer and the part of a weight that it earns."""

    label: str
    credit: Decimal
    reason: str


class Origin(NamedTuple):
    """An input file and where its content comes from."""

    file: str
    basis: str
    source: str


def weights(inputs: Inputs) -> Iterator[Weight]:
    """Every weight, in the order of the programme."""
    called, stated = inputs.programme.called, inputs.programme.weights
    for key, one in (*stated.readiness.items(), *stated.uptake.items()):
        yield Weight(named(called, key), one.weight, one.reason)
    yield Weight(_("each period from the wish"), -stated.wish.weight, stated.wish.reason)
    for key, link in stated.links.items():
        label = _("link kept: {kind}", kind=named(called, key))
        yield Weight(label, link.weight, link.reason)


def answers(inputs: Inputs) -> Iterator[Answer]:
    """Every answer, in the order of the programme."""
    for key, one in inputs.programme.answers.items():
        yield Answer(named(inputs.programme.called, key), one.credit, one.reason)


def sources(inputs: Inputs) -> Iterator[Origin]:
    """Every input file, by name."""
    for file, source in sorted(inputs.sources.items()):
        yield Origin(inputs.file(file), _basis(source.basis), source.source)


def _basis(basis: Basis) -> str:
    match basis:
        case Basis.DOCUMENTED:
            return _("documented")
        case Basis.PUBLIC:
            return _("public")
        case Basis.COLLECTED:
            return _("collected")
        case Basis.RECONSTRUCTED:
            return _("reconstructed")
