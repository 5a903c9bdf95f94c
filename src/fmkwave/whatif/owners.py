"""Whom a key may be about: a municipality, a region or a vendor."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from fmkwave.errors import UsageError
from fmkwave.lookup import find_code
from fmkwave.model import Inputs
from fmkwave.names import danish_key, same
from fmkwave.texts import Message, message
from fmkwave.whatif.settings import AGREEMENT, LINK, RELEASE, WISH
from fmkwave.whatif.values import choice


class Kind(NamedTuple):
    """A kind of owner.

    Attributes:
        word: What one is called, which is what an uptake weight says of ``per``.
        names: All there are.
        facts: What can be set of one.
        look_up: The code or name that a text stands for; raises UsageError.
        unknown: The complaint that a text stands for none.
    """

    word: str
    names: Callable[[Inputs], list[str]]
    facts: Callable[[Inputs], list[str]]
    look_up: Callable[[Inputs, str], str]
    unknown: Callable[[str], Message]

    def find(self, inputs: Inputs, text: str) -> str | None:
        """The code or name that a text stands for; None when it stands for none."""
        try:
            return self.look_up(inputs, text)
        except UsageError:
            return None


def shares(inputs: Inputs, per: str) -> list[str]:
    """The uptake weights known per municipality, or per region."""
    return [name for name, one in inputs.programme.weights.uptake.items() if one.per == per]


def _no_municipality(text: str) -> Message:
    return message("No municipality is called {name!r}", name=text)


def _municipality_names(inputs: Inputs) -> list[str]:
    return [one.name for one in inputs.municipalities.values()]


def _municipality_facts(inputs: Inputs) -> list[str]:
    own = (*inputs.programme.weights.readiness, *shares(inputs, "municipality"))
    return [*own, WISH, AGREEMENT, f"{LINK}.<municipality>"]


def _region_names(inputs: Inputs) -> list[str]:
    found = {region for name in shares(inputs, "region") for region in inputs.uptake[name]}
    return sorted(found, key=danish_key)


def _region(inputs: Inputs, text: str) -> str:
    return _among(_region_names(inputs), _no_region(text), text)


def _no_region(text: str) -> Message:
    return message("No region is called {name!r}", name=text)


def _vendor_names(inputs: Inputs) -> list[str]:
    return [vendor.name for vendor in inputs.vendors]


def _vendor_facts(inputs: Inputs) -> list[str]:
    return [RELEASE, *inputs.programme.quarters]


def _vendor(inputs: Inputs, text: str) -> str:
    return _among(_vendor_names(inputs), _no_vendor(text), text)


def _no_vendor(text: str) -> Message:
    return message("No vendor is called {name!r}", name=text)


def _among(names: list[str], complaint: Message, text: str) -> str:
    found = same(text, names)
    if found is None:
        raise choice(complaint, text, names)
    return found


MUNICIPALITY = Kind(
    "municipality", _municipality_names, _municipality_facts, find_code, _no_municipality
)
REGION = Kind("region", _region_names, lambda inputs: shares(inputs, "region"), _region, _no_region)
VENDOR = Kind("vendor", _vendor_names, _vendor_facts, _vendor, _no_vendor)
KINDS = (MUNICIPALITY, REGION, VENDOR)
