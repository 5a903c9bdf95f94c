"""The parts of an explanation. Points are thousandths; waves count from 1."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from fmkwave.model import Frozen, Place
from fmkwave.model.robustness import Acceptability, Figure, Robustness, Sampling
from fmkwave.moves import Move
from fmkwave.objective import Term
from fmkwave.texts import Message


class OwnTerm(Frozen):
    """One term of the municipality's own points.

    Attributes:
        place: Where the answer or share stands, if it is known.
        without: The wave it would stand in if the term earned nothing.
    """

    term: Term
    place: Place | None
    without: int


class Wish(Frozen):
    """What became of the municipality's wish.

    Attributes:
        quarter: The wished quarter, or None.
        lost: Points that its wave loses by lying away from the wish.
        without: The wave it would stand in if it had no wish.
    """

    quarter: str | None
    place: Place | None
    lost: int
    without: int


class Supply(Frozen):
    """The municipality's vendor, and what stands in its plan.

    Attributes:
        release: First quarter in which the vendor's release can go live.
        go_lives: The most go-lives in the quarter of the municipality's wave, or None.
        placed: The vendor's customers in that wave.
        agreement: The quarter agreed on, or None.
        agreed_at: Where the agreement stands.
        without: The wave it would stand in without its agreement; None if it has none.
    """

    name: str
    place: Place | None
    release: str
    go_lives: int | None
    placed: int
    agreement: str | None
    agreed_at: Place | None
    without: int | None


class Announced(Frozen):
    """The wave that a municipality was announced in, and what keeping it earns.

    Attributes:
        points: What it earns by standing there.
        without: The wave it would stand in if that earned nothing.
    """

    wave: int
    points: int
    without: int


class Neighbour(Frozen):
    """A municipality linked to this one, and the points kept or lost by the link."""

    code: str
    name: str
    kind: str
    wave: int
    points: int
    kept: bool


class Alternative(Frozen):
    """The best plan with the municipality in another wave.

    Attributes:
        loss: Points by which that plan is worth less; None if there is no such plan.
        own: What the municipality's own points gain by it.
        others: What the other municipalities' own points gain by it.
        links: What the links gain by it.
        stability: What is gained by it for staying where announced, by whomever; the four add up
            to the loss, with its sign turned.
        moves: Who stands elsewhere in it, the municipality itself among them.
        barred_by: Names of the rules that leave no such plan.
    """

    wave: int
    quarter: str
    loss: int | None
    own: int
    others: int = 0
    links: int = 0
    stability: int = 0
    moves: tuple[Move, ...] = ()
    barred_by: tuple[Message, ...] = ()


class Flip(Frozen):
    """A single change that moves the municipality, verified by planning anew.

    Attributes:
        setting: The change as the option --set takes it.
        subject: The answer's indicator, ``wish``, or the code of the linked municipality.
        before: What the inputs say; None for a blank, no wish, or no link.
        after: What they would say.
        wave: The wave that the municipality takes then.
    """

    setting: str
    kind: Literal["answer", "wish", "link"]
    subject: str
    before: str | None
    after: str | None
    wave: int


class Binding(Frozen):
    """A limit that leaves no room where the municipality stands or might stand.

    Attributes:
        limit: The name that the programme gives it; empty for any other rule.
        count: How many of those limited stand in the wave, which is as many as may or must; of a
            limit of the programme, 0 if it counts nobody.
        counts: Whether they are municipalities or citizens.
        most: How many may, or None if the limit only says how many must.
        eased: What was eased to see what comes of it, or None if nothing was.
        gain: Points that the best plan gains by that.
        to: The wave that the municipality takes then.
    """

    rule: Message
    limit: str = ""
    wave: int
    count: int
    counts: Literal["municipalities", "citizens"] = "municipalities"
    most: int | None = None
    eased: Literal["one more place", "without it"] | None = None
    gain: int = 0
    to: int


class Drawn(Frozen):
    """How often the municipality takes each wave when weights are drawn at random.

    Attributes:
        sampling: What was drawn.
        draws: How many draws were planned.
        figures: The figures drawn.
        given: What each is in programme.yaml, in thousandths.
        row: What the draws say of the municipality.
    """

    sampling: Sampling
    draws: int
    figures: tuple[Figure, ...]
    given: tuple[int, ...]
    row: Acceptability


class CommittedWave(Frozen):
    """Where the committed plan has the municipality.

    Attributes:
        loss: Points by which the best plan with it there is worth less than the best plan of all;
            None where no plan that keeps to the rules has it there.
    """

    wave: int
    quarter: str
    loss: int | None


class Explanation(Frozen):
    """Why a municipality stands where it stands.

    Attributes:
        values: Its own points in each wave, first wave first; the wish is in them.
        readiness: Points of its answers.
        priority: Points of its answers and of uptake.
        announced: Where it was announced; None where it was not, or where staying earns nothing.
        alternatives: Every other wave, in order.
        flips: Every single answer, wish or link of its own whose change alone moves it.
        least_rise: By wave, the least rise of its own points in that wave alone that moves it
            there; None where no plan has it there.
        binding: The limits that bind where it stands or might stand.
        committed: Where the committed plan has it, if that was asked for; all else is of the best.
        drawn: How often it takes each wave under weights drawn at random, if that is known.
        names: What the answers and weights are called, as `Programme.called` has it.
        what_if: Whether it holds under a what-if, and not of what the files say.
        notices: What must be said wherever the explanation is shown.
    """

    programme: str
    code: str
    name: str
    official_name: str
    region: str
    wave: int
    quarter: str
    quarters: tuple[str, ...]
    total: int
    values: tuple[int, ...]
    readiness: int
    priority: int
    terms: tuple[OwnTerm, ...]
    wish: Wish
    vendor: Supply | None
    neighbours: tuple[Neighbour, ...]
    announced: Announced | None = None
    alternatives: tuple[Alternative, ...]
    flips: tuple[Flip, ...]
    least_rise: Mapping[int, int | None]
    binding: tuple[Binding, ...]
    drawn: Drawn | None = None
    committed: CommittedWave | None = None
    names: Mapping[str, Mapping[str, str]] = {}
    what_if: bool = False
    notices: tuple[Message, ...]

    def with_committed(self, wave: int) -> Explanation:
        """The same explanation, of the best plan, with the wave that the committed plan has."""
        losses = {one.wave: one.loss for one in self.alternatives} | {self.wave: 0}
        found = CommittedWave(wave=wave, quarter=self.quarters[wave - 1], loss=losses[wave])
        return self.model_copy(update={"committed": found})

    def with_draws(self, found: Robustness) -> Explanation:
        """The same explanation with what draws of these inputs say of the municipality."""
        drawn = Drawn(
            sampling=found.sampling,
            draws=found.draws,
            figures=found.figures,
            given=found.given,
            row=next(row for row in found.rows if row.code == self.code),
        )
        return self.model_copy(update={"drawn": drawn})
