"""What a user asks for, option by option, and the inputs that come of it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from fmkwave.errors import UsageError
from fmkwave.lookup import find_code, find_wave
from fmkwave.model import Demand, Inputs
from fmkwave.texts import Message, Period, joined, message
from fmkwave.whatif.clashes import clashes
from fmkwave.whatif.keys import find
from fmkwave.whatif.settings import Key, answer, link, wish
from fmkwave.whatif.values import show_optional


def changed(
    inputs: Inputs,
    settings: Sequence[str] = (),
    pins: Sequence[str] = (),
    forbids: Sequence[str] = (),
) -> Inputs:
    """The inputs as they would be if the files said something else.

    Their ``changes`` say so, a phrase each; ``sources`` and ``places`` stay those of the files.

    Args:
        inputs: What the files say.
        settings: Facts to set, in this order, such as ``Nordby.wish=2014-Q2``.
        pins: Municipalities that must take a wave, such as ``Nordby=1``.
        forbids: Municipalities that must keep out of a wave.

    Raises:
        UsageError: if anything asked for is unknown, out of bounds or asked for twice, or if
            what is set does not fit together; it has a line for each fault, which quotes the
            option.
    """
    request = _Request(inputs)
    for text in settings:
        request.set(text)
    request.check()
    for text in pins:
        request.demand("--pin", text, take=True)
    for text in forbids:
        request.demand("--forbid", text, take=False)
    if request.faults:
        raise UsageError(joined("\n", request.faults))
    demands = dict.fromkeys((*inputs.demands, *request.demands))
    changes = (*inputs.changes, *request.phrases)
    return request.inputs.model_copy(update={"demands": tuple(demands), "changes": changes})


def labelled(inputs: Inputs, text: str) -> str:
    """A setting that was understood, with its key as messages and explanations spell it."""
    key, _, value = _plain(text).partition("=")
    return f"{find(inputs, key).label}={value}"


def answer_setting(inputs: Inputs, code: str, indicator: str, value: str | None) -> str:
    """The text that sets a municipality's answer to one question; None leaves it blank."""
    return f"{answer(inputs, code, indicator).label}={value or ''}"


def wish_setting(inputs: Inputs, code: str, quarter: str | None) -> str:
    """The text that sets a municipality's wish; None takes it away."""
    return f"{wish(inputs, code).label}={show_optional(quarter)}"


def link_setting(inputs: Inputs, code: str, other: str, kind: str | None) -> str:
    """The text that sets the kind of link between two municipalities; None cuts it."""
    return f"{link(inputs, code, other).label}={show_optional(kind)}"


class _Request:
    """All that is asked for, as far as it could be understood.

    Attributes:
        inputs: The inputs with what has been set so far.
        demands: What is asked of single municipalities.
        phrases: What of it changes the inputs, a phrase each.
        faults: What is wrong, a line each.
    """

    def __init__(self, inputs: Inputs) -> None:
        self.inputs = inputs
        self.demands: list[Demand] = []
        self.phrases: list[Message] = []
        self.faults: list[Message] = []
        self._options: dict[Key, str] = {}

    def set(self, text: str) -> None:
        """Set one fact."""
        key, equals, value = _plain(text).partition("=")
        option = f"--set {_plain(text)}"
        with self._telling(option):
            if not equals:
                example = f"{self._somebody()}.wish={self.inputs.programme.quarters[0]}"
                raise UsageError(message("Write KEY=VALUE, such as {example}.", example=example))
            setting = find(self.inputs, key)
            self._claim(setting.key, option)
            self.inputs, phrase = setting.apply(self.inputs, value)
            self.phrases.append(phrase)

    def check(self) -> None:
        """Hold what has been set against the rules of the files.

        Not when a setting could not be understood, for it may be the one that makes others fit.
        """
        if not self.faults:
            self.faults += clashes(self.inputs, self._options)

    def demand(self, name: str, text: str, *, take: bool) -> None:
        """Ask that a municipality take a wave, or keep out of it."""
        who, equals, where = _plain(text).partition("=")
        option = f"{name} {_plain(text)}"
        code = wave = None
        with self._telling(option):
            if not equals:
                example = f"{self._somebody()}=1"
                raise UsageError(message("Write NAME=WAVE, such as {example}.", example=example))
            code = find_code(self.inputs, who)
        with self._telling(option):
            wave = find_wave(self.inputs, where) if equals else None
        if code is not None and wave is not None:
            with self._telling(option):
                self._claim(("pin", code) if take else ("forbid", code, str(wave)), option)
                self._demand(Demand(code=code, wave=wave, take=take))

    def _demand(self, demand: Demand) -> None:
        name, wave = self.inputs.name(demand.code), demand.wave
        quarter = Period(self.inputs.programme.quarters[wave - 1])
        phrase = (
            message(
                "{name} pinned to wave {wave} ({quarter})", name=name, wave=wave, quarter=quarter
            )
            if demand.take
            else message(
                "{name} kept out of wave {wave} ({quarter})", name=name, wave=wave, quarter=quarter
            )
        )
        self.demands.append(demand)
        self.phrases.append(phrase)

    def _somebody(self) -> str:
        return next(iter(self.inputs.municipalities.values())).name

    def _claim(self, key: Key, option: str) -> None:
        if key in self._options:
            asked = self._options[key]
            raise UsageError(message("This is asked already, by {option}.", option=asked))
        self._options[key] = option

    @contextmanager
    def _telling(self, option: str) -> Iterator[None]:
        """Keep what goes wrong as a fault of an option."""
        try:
            yield
        except UsageError as error:
            self.faults.append(joined(": ", (option, error.told)))


def _plain(text: str) -> str:
    """A text on one line, with letters in composed form, as the files' readers make them."""
    return " ".join(unicodedata.normalize("NFC", text).split())
