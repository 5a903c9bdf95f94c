"""What the key of a setting names, such as ``Nordby.wish`` or ``weights.wish``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, NoReturn

from fmkwave.errors import UsageError
from fmkwave.lookup import find_code, find_wave
from fmkwave.model import Inputs
from fmkwave.names import did_you_mean, suggest
from fmkwave.texts import Message, message
from fmkwave.whatif import settings
from fmkwave.whatif.owners import KINDS, MUNICIPALITY, REGION, VENDOR, Kind, shares
from fmkwave.whatif.settings import Setting
from fmkwave.whatif.values import choice, match, wave_quarter


def find(inputs: Inputs, key: str) -> Setting[Any]:
    """The setting that a key names; case does not count, and a municipality may be a code.

    Raises:
        UsageError: if there is none; it suggests what is spelt most alike, and takes none.
    """
    splits = list(_splits(key))
    # Names come first: whatever somebody is called, what is known of them can be set.
    found = _fact(inputs, splits) or _figure(inputs, key)
    if found is None:
        _refuse(inputs, key.strip(), splits)
    return found


def _fact(inputs: Inputs, splits: Sequence[tuple[str, str]]) -> Setting[Any] | None:
    for owner, what in splits:
        for kind, build in _facts(inputs, what):
            found = kind.find(inputs, owner)
            if found is not None:
                return build(found)
    return None


def _splits(key: str) -> Iterator[tuple[str, str]]:
    """Whom and what a key may be about, the longest name first, for a name may hold a dot."""
    parts = key.split(".")
    for at in range(len(parts) - 1, 0, -1):
        yield ".".join(parts[:at]).strip(), ".".join(parts[at:]).strip()


# --- Figures of the programme ------------------------------------------------------------------


def _figure(inputs: Inputs, key: str) -> Setting[Any] | None:
    section, dot, name = key.partition(".")
    build = _SECTIONS.get(section.strip().casefold())
    return build(inputs, name.strip()) if dot and build is not None else None


def _weight(inputs: Inputs, name: str) -> Setting[Any]:
    names = settings.weight_names(inputs.programme)
    found = match(name, names)
    if found is None:
        raise choice(message("There is no weight {name!r}", name=name), name, names)
    return settings.weight(found)


def _credit(inputs: Inputs, name: str) -> Setting[Any]:
    names = inputs.programme.answers
    found = match(name, names)
    if found is None:
        raise choice(message("There is no answer {name!r}", name=name), name, names)
    return settings.credit(found)


def _size(inputs: Inputs, wave: str) -> Setting[Any]:
    return settings.size(find_wave(inputs, wave))


def _limit(inputs: Inputs, rest: str) -> Setting[Any]:
    limits = inputs.programme.limits
    whole = match(rest, limits)
    if whole is not None:
        return settings.limit(inputs, whole)
    # A name may hold a dot, and the part that is set follows the last.
    head, _, part = rest.rpartition(".")
    name = match(head, limits)
    if name is None:
        asked = head or rest
        raise choice(message("There is no limit {name!r}", name=asked), asked, limits)
    parts = settings.limit_parts(limits[name])
    found = match(part, parts)
    if found is None:
        complaint = message("Limit {name!r} has no {part!r} to set", name=name, part=part)
        raise choice(complaint, part, parts)
    return settings.limit_part(inputs, name, found)


_SECTIONS: dict[str, Callable[[Inputs, str], Setting[Any]]] = {
    "weights": _weight,
    "answers": _credit,
    "waves": _size,
    "limits": _limit,
}


# --- What may be said of whom ------------------------------------------------------------------


def _facts(inputs: Inputs, what: str) -> Iterator[tuple[Kind, Callable[[str], Setting[Any]]]]:
    """What a word may mean: the kind it can be said of, and the setting for one of that kind."""
    # The programme's own names come first, whatever it calls its questions.
    indicator = match(what, inputs.programme.weights.readiness)
    if indicator is not None:
        yield MUNICIPALITY, lambda code: settings.answer(inputs, code, indicator)
    for kind in (MUNICIPALITY, REGION):
        measure = match(what, shares(inputs, kind.word))
        if measure is not None:
            yield kind, partial(settings.share, inputs, measure)
    word, dot, other = what.partition(".")
    if match(what, [settings.WISH]):
        yield MUNICIPALITY, partial(settings.wish, inputs)
    if match(what, [settings.AGREEMENT]):
        yield MUNICIPALITY, partial(settings.agreement, inputs)
    if dot and match(word, [settings.LINK]):
        yield MUNICIPALITY, lambda code: settings.link(inputs, code, find_code(inputs, other))
    if match(what, [settings.RELEASE]):
        yield VENDOR, partial(settings.release, inputs)
    if _is_wave(inputs, what):
        quarter = wave_quarter(inputs, what)
        yield VENDOR, lambda name: settings.go_lives(name, quarter)


def _is_wave(inputs: Inputs, text: str) -> bool:
    try:
        find_wave(inputs, text)
    except UsageError:
        return False
    return True


# --- What is wrong with a key ------------------------------------------------------------------


def _refuse(inputs: Inputs, key: str, splits: Sequence[tuple[str, str]]) -> NoReturn:
    """Say what is wrong with a key: it says too little, or what or whom it names is unknown."""
    if not splits:
        _refuse_half(inputs, key)
    for owner, what in splits:
        for kind in KINDS:
            found = kind.find(inputs, owner)
            if found is not None:
                _refuse_fact(inputs, kind, found, what)
    for owner, what in splits:
        for kind, _ in _facts(inputs, what):
            _refuse_owner(inputs, kind, owner)
    owner = key.partition(".")[0].strip()
    everyone = (name for kind in KINDS for name in kind.names(inputs))
    hint = did_you_mean(owner, (*_SECTIONS, *everyone)) or message(
        "; keys are such as {examples}.", examples=_examples(inputs)
    )
    raise UsageError(
        message("No municipality, region or vendor is called {name!r}{hint}", name=owner, hint=hint)
    )


def _refuse_half(inputs: Inputs, key: str) -> NoReturn:
    found = MUNICIPALITY.find(inputs, key)
    weight = match(key, settings.weight_names(inputs.programme)) or settings.WISH
    examples = _examples(inputs, found, weight)
    raise UsageError(
        message(
            "{key!r} does not say what to set; write for example {examples}.",
            key=key,
            examples=examples,
        )
    )


def _examples(inputs: Inputs, code: str | None = None, weight: str = settings.WISH) -> Message:
    name = inputs.name(code or next(iter(inputs.municipalities)))
    return message(
        "{first}, {second} or {third}",
        first=f"{name}.{settings.WISH}",
        second=f"weights.{weight}",
        third="waves.1",
    )


def _refuse_fact(inputs: Inputs, kind: Kind, found: str, what: str) -> NoReturn:
    measure = match(what, shares(inputs, "region"))
    if kind is MUNICIPALITY and measure is not None:
        region = inputs.municipalities[found].region
        raise UsageError(
            message(
                "{measure!r} is known per region; write {key}.",
                measure=measure,
                key=f"{region}.{measure}",
            )
        )
    name = inputs.name(found) if kind is MUNICIPALITY else found
    word, dot, other = what.partition(".")
    if kind is MUNICIPALITY and dot and suggest(word, [settings.LINK]):
        near = f"{settings.LINK}.{other}"
        raise UsageError(
            message("{name} has no {what!r}; did you mean {near}?", name=name, what=what, near=near)
        )
    complaint = message("{name} has no {what!r}", name=name, what=what)
    raise choice(complaint, what, kind.facts(inputs))


def _refuse_owner(inputs: Inputs, kind: Kind, owner: str) -> NoReturn:
    near = suggest(owner, (*_SECTIONS, *kind.names(inputs)))
    if near not in _SECTIONS:
        kind.look_up(inputs, owner)  # which tells that there is none
    raise UsageError(
        message("{complaint}; did you mean {near}?", complaint=kind.unknown(owner), near=near)
    )
