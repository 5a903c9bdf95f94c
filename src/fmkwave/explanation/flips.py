"""Every single answer, wish or link of a municipality whose change alone moves it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from fmkwave.explanation.case import Case
from fmkwave.explanation.types import Flip
from fmkwave.model import Link, Questionnaire
from fmkwave.objective import score
from fmkwave.whatif import answer_setting, changed, link_setting, wish_setting


def flips(case: Case, code: str) -> tuple[Flip, ...]:
    """The changes that move a municipality, answers first, each verified by planning anew."""
    return (*_own_flips(case, code), *_link_flips(case, code))


class _Change(NamedTuple):
    """A change of one thing, before it is known whether it moves anybody."""

    kind: Literal["answer", "wish", "link"]
    subject: str
    before: str | None
    after: str | None
    setting: str

    def flip(self, wave: int) -> Flip:
        """The change as one that moves the municipality to a wave."""
        return Flip(**self._asdict(), wave=wave)


# --- Answers and wishes: read off the best plans with each choice ------------------------------


def _own_flips(case: Case, code: str) -> Iterator[Flip]:
    for change, row in (*_other_answers(case, code), *_other_wishes(case, code)):
        wave = _wave_with(case, code, row)
        if wave != case.plan.placement[code]:
            _verify(case, code, change.setting, wave)
            yield change.flip(wave)


def _other_answers(case: Case, code: str) -> Iterator[tuple[_Change, Questionnaire]]:
    row = case.inputs.questionnaires[code]
    for name in case.inputs.programme.weights.readiness:
        before = row.answers.get(name)
        for answer in _answers_with_other_credit(case, before):
            setting = answer_setting(case.inputs, code, name, answer)
            changed_row = row.model_copy(update={"answers": {**row.answers, name: answer}})
            yield _Change("answer", name, before, answer, setting), changed_row


def _other_wishes(case: Case, code: str) -> Iterator[tuple[_Change, Questionnaire]]:
    row = case.inputs.questionnaires[code]
    for quarter in (*case.plan.quarters, None):
        if quarter != row.wish:
            setting = wish_setting(case.inputs, code, quarter)
            change = _Change("wish", "wish", row.wish, quarter, setting)
            yield change, row.model_copy(update={"wish": quarter})


def _answers_with_other_credit(case: Case, now: str | None) -> list[str | None]:
    """The answers that earn something else; a blank only if none of them earns as little."""
    programme = case.inputs.programme
    earns = {name: answer.credit for name, answer in programme.answers.items()}
    earned = programme.credit(now)
    found: list[str | None] = [name for name, credit in earns.items() if credit != earned]
    blank_tells_more = earned != 0 and 0 not in earns.values()
    return [*found, None] if blank_tells_more else found


def _wave_with(case: Case, code: str, row: Questionnaire) -> int:
    """The wave a municipality would take with another row in the questionnaire."""
    rows = {**case.inputs.questionnaires, code: row}
    after = score(case.inputs.model_copy(update={"questionnaires": rows}), code).values
    before = score(case.inputs, code).values
    return case.wave_after(code, [a - b for a, b in zip(after, before, strict=True)])


def _verify(case: Case, code: str, setting: str, wave: int) -> None:
    inputs = changed(case.inputs, [setting])
    found = case.replan(inputs, start=case.best_with(code, wave)).placement[code]
    if found != wave:
        raise AssertionError(f"{setting} should move {code} to wave {wave}, not {found}")


# --- Links: planned anew where the losses leave it open ----------------------------------------


def _link_flips(case: Case, code: str) -> Iterator[Flip]:
    weights = case.inputs.programme.weights.links
    for link in case.inputs.links:
        if code not in link[:2]:
            continue
        other = link.second if link.first == code else link.first
        for kind in (*weights, None):
            gain = (0 if kind is None else weights[kind].weight) - weights[link.kind].weight
            if not _may_move(case, code, link, gain):
                continue
            setting = link_setting(case.inputs, code, other, kind)
            wave = case.replan(changed(case.inputs, [setting])).placement[code]
            if wave != case.plan.placement[code]:
                yield _Change("link", other, link.kind, kind, setting).flip(wave)


def _may_move(case: Case, code: str, link: Link, gain: int) -> bool:
    """Whether a link's gain could move a municipality; where this says no, it surely does not.

    The gain falls to the plans that keep the link. One that the present plan shares gives no other
    plan an advantage, nor does one that only others could lose; and what is left must make up for
    the loss.
    """
    placement = case.plan.placement
    kept = placement[link.first] == placement[link.second]
    if gain == 0 or (gain > 0) == kept:
        return False
    others = (wave for wave in case.plan.wave_numbers if wave != placement[code])
    losses = (case.loss(code, wave) for wave in others)
    return any(loss is not None and loss <= abs(gain) for loss in losses)
