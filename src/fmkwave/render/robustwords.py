"""What is said of how far a plan depends on the weights, in every form that people read."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fmkwave import language
from fmkwave.language import _, _n, amount, percent
from fmkwave.render import robustfigures as figures
from fmkwave.render import words
from fmkwave.render.pages import Grid, Page, Section

if TYPE_CHECKING:
    from fmkwave.model import Inputs
    from fmkwave.model.robustness import Acceptability, Robustness, Sampling
    from fmkwave.render.robustfigures import Names

_CERTAIN = Decimal("1.96")
"""How many standard errors to either side hold the true share 19 times of 20."""

_MOST_NAMES = 4
_BAR = 16


# --- Parts of sentences --------------------------------------------------------------------------


def least_certain_first(found: Robustness, wave: int) -> list[Acceptability]:
    """Those of a wave of the plan, by how often they take it; among equals in Danish order."""
    rows = [row for row in found.rows if row.wave == wave]
    return sorted(rows, key=lambda row: row.counts[wave - 1])


def heading(found: Robustness, wave: int) -> str:
    """A wave of the plan, with its quarter and how many it takes: ``Wave 1 · 2014-Q2 · 28``."""
    title = _("Wave {wave} · {quarter}", wave=wave, quarter=words.quarter_of(found.quarters, wave))
    return f"{title} · {sum(row.wave == wave for row in found.rows)}"


def strip_heading() -> str:
    """What stands above the municipalities and their shares."""
    return _("How often each takes which wave")


def told(found: Robustness, row: Acceptability) -> str:
    """How often a municipality takes each wave that it ever takes, as a sentence."""
    taken = [
        _("wave {wave}: {share}", wave=wave, share=figures.share(count, found.draws))
        for wave, count in enumerate(row.counts, start=1)
        if count
    ]
    return _("{name}, {waves}.", name=row.name, waves=", ".join(taken))


# --- Sentences -----------------------------------------------------------------------------------


def findings(found: Robustness) -> list[str]:
    """What matters most, in three sentences."""
    return [_agreement(found), _worth(found), _own_wave(found)]


def how_drawn(found: Robustness) -> list[str]:
    """What was drawn, how often, and how exact a share is by it."""
    return [
        *what_drawn(found.sampling),
        f"{_made(found)} {_exactness(found.draws)}",
    ]


def what_drawn(sampling: Sampling) -> list[str]:
    """What was drawn at random."""
    return [_weights_drawn(sampling), *_answers_drawn(sampling)]


def _agreement(found: Robustness) -> str:
    whole = len(found.rows)
    return _n(
        "Under weights drawn at random, the best plan has on average {same} of {number} "
        "municipality ({share}) in the same wave as the plan.",
        "Under weights drawn at random, the best plan has on average {same} of {number} "
        "municipalities ({share}) in the same wave as the plan.",
        whole,
        same=language.number(figures.decimal(found.agreement * whole, 1)),
        share=percent(figures.decimal(found.agreement, 3)),
    )


def _worth(found: Robustness) -> str:
    return _n(
        "The plan itself is the best one in {same} of {draws} draw. On average it is worth "
        "{regret} points less than the best one, which is worth {best}; at worst {worst} less.",
        "The plan itself is the best one in {same} of {draws} draws. On average it is worth "
        "{regret} points less than the best one, which is worth {best}; at worst {worst} less.",
        found.draws,
        same=amount(found.same),
        draws=amount(found.draws),
        regret=figures.about(found.regret),
        best=figures.about(found.best),
        worst=figures.about(found.worst_regret),
    )


def _own_wave(found: Robustness) -> str:
    elsewhere = sorted(
        (row for row in found.rows if max(row.counts) > row.counts[row.wave - 1]),
        key=lambda row: row.counts[row.wave - 1] - max(row.counts),
    )
    if not elsewhere:
        return _("No municipality takes another wave more often than its own.")
    return _n(
        "{number} municipality takes another wave more often than its own: {names}.",
        "{number} municipalities take another wave more often than their own, most clearly "
        "{names}.",
        len(elsewhere),
        names=words.listed([_oftenest(found, row) for row in elsewhere[:_MOST_NAMES]]),
    )


def _oftenest(found: Robustness, row: Acceptability) -> str:
    """A municipality with the wave that it takes most often: ``Nordby (wave 1 in 77%)``."""
    most = max(row.counts)
    return _(
        "{name} (wave {wave} in {share})",
        name=row.name,
        wave=row.counts.index(most) + 1,
        share=figures.share(most, found.draws),
    )


def _weights_drawn(sampling: Sampling) -> str:
    if sampling.within is None:
        return _(
            "The weights drawn have the sum of those written down and keep the order of "
            "importance where programme.yaml gives one; all such weights are equally likely."
        )
    return _(
        "Each weight is drawn from within {share} of the one written down, all together so that "
        "they keep the order of importance where programme.yaml gives one.",
        share=words.percentages([sampling.within])[0],
    )


def _answers_drawn(sampling: Sampling) -> list[str]:
    if not sampling.error_rate:
        return []
    return [
        _(
            "Each answer given is another one with a chance of {share}.",
            share=words.percentages([sampling.error_rate])[0],
        )
    ]


def _made(found: Robustness) -> str:
    known = {"draws": amount(found.draws), "seed": found.sampling.seed}
    if found.draws < found.asked:
        return _n(
            "{draws} draw (seed {seed}) was made of {asked} asked for.",
            "{draws} draws (seed {seed}) were made of {asked} asked for.",
            found.draws,
            asked=amount(found.asked),
            **known,
        )
    return _n(
        "{draws} draw (seed {seed}) was made.",
        "{draws} draws (seed {seed}) were made.",
        found.draws,
        **known,
    )


def _exactness(draws: int) -> str:
    """How far a share of draws may lie from the true one, 19 times of 20, at the most."""
    error = _CERTAIN * Decimal("0.5") / Decimal(draws).sqrt()
    return _n(
        "A share is exact to about {number} percentage point.",
        "A share is exact to about {number} percentage points.",
        max(1, round(error * 100)),
    )


# --- What the plan depends on --------------------------------------------------------------------


def about_influence(found: Robustness) -> str:
    """What the figures of `weighed` mean."""
    chance = next((one.share for one in found.influences if one.figure is None), 0.0)
    return _(
        "So large a share of the placements differs between the draws with the weight in its upper "
        "half and those with it in its lower half. Halves made by chance alone differ by {share}: "
        "a weight with no more than that may not matter at all.",
        share=percent(figures.decimal(chance, 3)),
    )


def influence_grid(names: Names, found: Robustness) -> Grid:
    """The figures as rows: how much depends on each, and what it is."""
    rows = [
        (one.label, one.share, "█" * round(_BAR * one.bar), one.given, one.drawn)
        for one in figures.weighed(names, found)
    ]
    heads = (_("Weight"), _("Matters"), "", _("As written"), _("Mean drawn"))
    return Grid(heads, rows, right=frozenset({1, 3, 4}))


# --- As a page -----------------------------------------------------------------------------------


def page(inputs: Inputs, found: Robustness) -> Page:
    """All of it in words and tables, the municipalities by their wave in the plan."""
    waves = [
        Section(heading(found, wave), [_wave_grid(found, wave)]) for wave in found.wave_numbers
    ]
    return Page(
        found.programme,
        [*sections(inputs.programme.called, found), *waves],
        found.notices,
    )


def sections(names: Names, found: Robustness) -> list[Section]:
    """What stands above the municipalities; of a single draw nothing tells what matters."""
    above = Section("", [*findings(found), " ".join(how_drawn(found))])
    if not found.influences:
        return [above]
    matters = Section(
        _("Which weight matters most"), [influence_grid(names, found), about_influence(found)]
    )
    return [above, matters]


def _wave_grid(found: Robustness, wave: int) -> Grid:
    heads = [_("Wave {wave}", wave=number) for number in found.wave_numbers]
    rows = [
        (row.name, *(figures.share(count, found.draws) if count else "" for count in row.counts))
        for row in least_certain_first(found, wave)
    ]
    return Grid((_("Municipality"), *heads), rows, right=frozenset(found.wave_numbers))
