"""What a user names on the command line: a municipality or a wave, in any usual spelling."""

from __future__ import annotations

from collections.abc import Iterable

from fmkwave.errors import UsageError
from fmkwave.model import Inputs
from fmkwave.names import by_key, did_you_mean, find
from fmkwave.texts import Message, joined, message


def find_code(inputs: Inputs, text: str) -> str:
    """The code of a municipality given by code or name; å is aa, and case does not count.

    Raises:
        UsageError: if there is none; it suggests the one spelt most alike, and takes none.
    """
    wanted = text.strip()
    if wanted in inputs.municipalities:
        return wanted
    code = find(wanted, codes_by_name(inputs))
    if code is None:
        hint = _nearest(inputs, wanted) or message("; give its name or its code.")
        raise UsageError(
            message("No municipality is called {name}{hint}", name=repr(wanted), hint=hint)
        )
    return code


def find_codes(inputs: Inputs, names: Iterable[str]) -> list[str]:
    """The codes of some municipalities, each once, in the order in which they are named.

    Raises:
        UsageError: if any does not exist; it tells of each, as `find_code` does.
    """
    codes, faults = [], []
    for name in names:
        try:
            codes.append(find_code(inputs, name))
        except UsageError as error:
            faults.append(error.told)
    if faults:
        raise UsageError(joined("\n", faults))
    return list(dict.fromkeys(codes))


def codes_by_name(inputs: Inputs) -> dict[str, str]:
    """Codes by the keys of names, which come before the official names of others."""
    municipalities = inputs.municipalities.items()
    return by_key(
        ((one.name, code) for code, one in municipalities),
        ((one.official_name, code) for code, one in municipalities),
    )


def find_wave(inputs: Inputs, text: str) -> int:
    """The number of a wave given by number or quarter.

    Raises:
        UsageError: if there is none; it lists those there are.
    """
    quarters = inputs.programme.quarters
    wanted = text.strip()
    numbers = {str(number): number for number, _ in enumerate(quarters, start=1)}
    if wanted in numbers:
        return numbers[wanted]
    try:
        return inputs.programme.wave_in(inputs.programme.calendar.parse(wanted))
    except ValueError:
        known = ", ".join(f"{n} ({quarter})" for n, quarter in enumerate(quarters, start=1))
        raise UsageError(
            message("There is no wave {wave}. (Known: {known}.)", wave=repr(wanted), known=known)
        ) from None


def _nearest(inputs: Inputs, wanted: str) -> Message:
    """The tail of a message: the code without its zeros restored, or the name spelt most alike."""
    bare = wanted.lstrip("0")
    for code, municipality in inputs.municipalities.items():
        if bare and code.lstrip("0") == bare:
            return message("; did you mean {near}?", near=f"{code} ({municipality.name})")
    return did_you_mean(wanted, (one.name for one in inputs.municipalities.values()))
