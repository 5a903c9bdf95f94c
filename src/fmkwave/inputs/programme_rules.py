"""What a programme must satisfy beyond its form."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from fmkwave.importance import HEAVIEST, misplaced_credits, misplaced_weights, wrong_room
from fmkwave.inputs.programme_dates import check_dates
from fmkwave.inputs.programme_periods import check_periods
from fmkwave.inputs.report import Report
from fmkwave.inputs.wording import choice, show
from fmkwave.inputs.yamlfile import Document, Where
from fmkwave.model import QUARTER_KEYS, Programme
from fmkwave.names import word_key
from fmkwave.parts import WISHES
from fmkwave.points import THOUSANDTHS
from fmkwave.texts import LANGUAGES, Message, message

# Groups in which a name of the programme's own may be "names".
_GROUPS = {"readiness", "uptake", "links", "answers", "limits"}

# Names that the other files use for something else.
_RESERVED = {"wish", "code", "municipality", *WISHES, "basis", "source"}


def check_rules(
    programme: Programme, document: Document, municipalities: int | None, report: Report
) -> None:
    """Report every rule that a programme breaks.

    A section that could not be read is missing from the programme; rules about it are passed
    over. The number of municipalities, which the waves have to hold, is None when not known.

    Names are compared as the document has them, so that what else is wrong with an entry makes
    its name no unknown one.
    """
    check_periods(programme, document, report)
    if hasattr(programme, "waves"):
        _check_quarters(programme, document, report)
        _check_sizes(programme, document, municipalities, report)
    _check_weights(programme, document, report)
    if hasattr(programme, "weights"):
        _check_tiers(programme, document, report)
    _check_names(document, report)
    if hasattr(programme, "answers"):
        _check_credits(programme, document, report)
    _check_words(document, report)
    check_dates(programme, document, report)
    _check_languages(document, report)
    _check_support(document, report)


def _check_quarters(programme: Programme, document: Document, report: Report) -> None:
    for at, (before, quarter) in enumerate(pairwise(programme.quarters), start=1):
        if before and quarter and programme.calendar.between(before, quarter) <= 0:
            text = message(
                "wave {wave} is in {quarter}, but must come after wave {other} in {before}",
                wave=at + 1,
                quarter=quarter,
                other=at,
                before=before,
            )
            report.fault(_line_of_period(document, "waves", at), text)
    for quarter in programme.frozen:
        if all(programme.quarters) and quarter not in programme.quarters:
            text = message(
                "frozen period {quarter} is no wave's period (allowed: {quarters})",
                quarter=quarter,
                quarters=", ".join(programme.quarters),
            )
            report.fault(document.line("frozen"), text)


def _line_of_period(document: Document, *where: int | str) -> int:
    return max(document.line(*where, key) for key in QUARTER_KEYS)


def _check_sizes(
    programme: Programme, document: Document, municipalities: int | None, report: Report
) -> None:
    known = municipalities is not None and all(wave.size for wave in programme.waves)
    wrong = wrong_room(programme.waves, municipalities) if known and municipalities else None
    if wrong is not None:
        report.fault(document.line("waves"), wrong)


def _check_tiers(programme: Programme, document: Document, report: Report) -> None:
    for found in misplaced_weights(programme.weights.readiness):
        line = document.line("weights", "readiness", found.name, "weight")
        report.fault(line, found.message)


def _weights(programme: Programme) -> Iterator[tuple[Where, int]]:
    yield ("stability",), programme.stability or 0
    if not hasattr(programme, "weights"):
        return
    weights = programme.weights
    if weights.wish:
        yield ("weights", "wish", "weight"), weights.wish.weight
    for kind, group in (
        ("readiness", weights.readiness),
        ("uptake", weights.uptake),
        ("links", weights.links),
    ):
        for name, one in group.items():
            yield ("weights", kind, name, "weight"), one.weight


def _check_weights(programme: Programme, document: Document, report: Report) -> None:
    for where, weight in _weights(programme):
        if weight > HEAVIEST * THOUSANDTHS:
            text = message(
                "'{key}' is {found}, but must be {most} or less",
                key=where[-1],
                found=show(document.value(*where)),
                most=str(HEAVIEST),
            )
            report.fault(document.line(*where), text)


def _check_credits(programme: Programme, document: Document, report: Report) -> None:
    answers = document.names("answers")
    for name in answers:
        others = [other for other in answers if other != name]
        nearly = document.value("answers", name, "nearly_as")
        if isinstance(nearly, str) and nearly not in others:
            line = document.line("answers", name, "nearly_as")
            text = message(
                "unknown answer {found} under '{key}'{choice}",
                key="nearly_as",
                found=show(nearly),
                choice=choice(nearly, others),
            )
            report.fault(line, text)
    for found in misplaced_credits(programme.answers):
        report.fault(document.line("answers", found.name, "credit"), found.message)


def _check_names(document: Document, report: Report) -> None:
    seen: dict[str, str] = {}
    for group in ("readiness", "uptake", "links"):
        for name in document.names("weights", group):
            line = document.line("weights", group, name)
            key = name.casefold()
            if key in _RESERVED:
                text = message("name '{name}' has a meaning of its own; choose another", name=name)
                report.fault(line, text)
            elif key in seen:
                text = message(
                    "name '{name}' stands under both '{one}' and '{other}'; each needs a name of "
                    "its own",
                    name=name,
                    one=seen[key],
                    other=group,
                )
                report.fault(line, text)
            seen.setdefault(key, group)


def _check_words(document: Document, report: Report) -> None:
    meanings: dict[str, Message] = {}
    for word, meaning, where in _words(document):
        before = meanings.setdefault(word_key(word), meaning)
        if before != meaning:
            text = message(
                "word '{word}' stands for {one} and {other}", word=word, one=before, other=meaning
            )
            report.fault(document.line(*where), text)


def _words(document: Document) -> Iterator[tuple[str, Message, Where]]:
    answers = document.names("answers")
    meanings = {name: message("answer '{name}'", name=name) for name in answers}
    for name, meaning in meanings.items():
        yield name, meaning, ("answers", name)
    for name in answers:
        for word in document.texts("answers", name, "words"):
            yield word, meanings[name], ("answers", name, "words")
    for word in document.texts("blank_words"):
        yield word, message("a blank"), ("blank_words",)


def _check_languages(document: Document, report: Report) -> None:
    """Warn of names in a language that nobody reads them in."""
    for where, line in document.lines.items():
        *_, group, key, language = ("", "", "", *where)
        if key != "names" or group in _GROUPS or language in LANGUAGES:
            continue
        text = message(
            "there is no language {found}, so nobody reads this name{choice}",
            found=show(language),
            choice=choice(language, LANGUAGES),
        )
        report.warn(line, text)


def _check_support(document: Document, report: Report) -> None:
    products = [
        document.value("support_products", at, "name")
        for at in document.positions("support_products")
    ]
    allowed = [name for name in products if isinstance(name, str)]
    # Without its name, a product may be the one that is meant.
    if len(allowed) < len(products):
        return
    for at in document.positions("preparation"):
        step = document.value("preparation", at, "name")
        for number, name in enumerate(document.texts("preparation", at, "support")):
            if name not in allowed:
                text = message(
                    "unknown support product {found} of step '{step}'{choice}",
                    found=show(name),
                    step=step if isinstance(step, str) else at + 1,
                    choice=choice(name, allowed),
                )
                report.fault(document.line("preparation", at, "support", number), text)
