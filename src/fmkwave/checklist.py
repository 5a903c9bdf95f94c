"""What a municipality still has to do before the period of its wave begins.

The questions that it could not answer with full credit, and the programme's steps. Of these, the
files tell of the agreement with its vendor alone; whether another is done, nobody has recorded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from fmkwave import parts
from fmkwave.model import CommittedPlan, Frozen, Inputs, Place, Product, Step, Wording
from fmkwave.periods import Span
from fmkwave.texts import Message, Named, Period, message

State = Literal["open", "done", "not recorded"]


class Task(Frozen):
    """One thing to do.

    Attributes:
        what: What there is to do; for want of words for that, the question that is asked.
        note: What else the programme says of it: the question, or the step's text.
        state: Whether it is done, as far as the files tell.
        detail: What they tell of it, as a phrase.
        place: Where they do.
        weeks_before: How many weeks before the period begins it has to be done.
        due: The last day for it; None where the period's days are not known.
        support: The products that help with it.
        source: What says that it has to be done.
    """

    what: Wording
    note: Wording | None = None
    state: State
    detail: Message | None = None
    place: Place | None = None
    weeks_before: int = 0
    due: date | None
    support: tuple[Product, ...] = ()
    source: str

    @property
    def is_left(self) -> bool:
        """Whether it has to be done yet, as far as anybody knows."""
        return self.state != "done"


class Group(Frozen):
    """Steps under a heading, which the programme may leave out."""

    heading: Wording | None
    tasks: tuple[Task, ...]


class Checklist(Frozen):
    """What a municipality still has to do.

    Attributes:
        period: The period of its wave.
        span: The period's days, if they are known.
        asked: How many questions the programme asks.
        questions: Those that it has not answered with full credit.
        groups: The programme's steps, in its order, those with the same heading together.
        notices: What must be said wherever the checklist is shown.
    """

    programme: str
    code: str
    name: str
    region: str
    wave: int
    period: str
    span: Span | None
    asked: int
    questions: tuple[Task, ...]
    groups: tuple[Group, ...]
    notices: tuple[Message, ...]

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Everything on it, in order."""
        return (*self.questions, *(task for group in self.groups for task in group.tasks))

    def count(self, state: State) -> int:
        """How many things on it are in a state."""
        return sum(task.state == state for task in self.tasks)

    @property
    def left_by_day(self) -> dict[date, tuple[Task, ...]]:
        """What is left to do, by the last day for it, first one first."""
        days = sorted({task.due for task in self.tasks if task.is_left and task.due})
        return {day: tuple(t for t in self.tasks if t.is_left and t.due == day) for day in days}


def checklist(inputs: Inputs, plan: CommittedPlan, code: str) -> Checklist:
    """What a municipality still has to do before the period of its wave begins.

    Args:
        inputs: What the plan was made from.
        plan: The plan.
        code: The municipality.
    """
    programme, wave = inputs.programme, plan.placement[code]
    period = plan.quarters[wave - 1]
    span = programme.calendar.span(period)
    return Checklist(
        programme=plan.programme,
        code=code,
        name=inputs.name(code),
        region=inputs.municipalities[code].region,
        wave=wave,
        period=period,
        span=span,
        asked=len(programme.weights.readiness),
        questions=tuple(_questions(inputs, code, _due(span, 0))),
        groups=tuple(_groups(inputs, code, period, span)),
        notices=plan.notices,
    )


def _due(span: Span | None, weeks_before: int) -> date | None:
    """The last day for what has to be done so many weeks before a period begins."""
    return None if span is None else span.first - timedelta(weeks=weeks_before, days=1)


# --- The questionnaire ---------------------------------------------------------------------------


def _questions(inputs: Inputs, code: str, due: date | None) -> Iterator[Task]:
    programme = inputs.programme
    full = max((answer.credit for answer in programme.answers.values()), default=None)
    for key, indicator in programme.weights.readiness.items():
        given = inputs.questionnaires[code].answers[key]
        if programme.credit(given) == full:
            continue
        yield Task(
            what=indicator.todo or indicator.question,
            note=indicator.question if indicator.todo else None,
            state="open",
            detail=_answered(inputs, given),
            place=inputs.place(parts.QUESTIONNAIRE, parts.cell(code, key), code),
            due=due,
            source=indicator.reason,
        )


def _answered(inputs: Inputs, given: str | None) -> Message:
    if given is None:
        return message("not answered")
    names = inputs.programme.answers[given].names
    return message("answered {answer}", answer=Named(given.replace("_", " "), names))


# --- The programme's steps -----------------------------------------------------------------------


def _groups(inputs: Inputs, code: str, period: str, span: Span | None) -> Iterator[Group]:
    steps: Sequence[Step] = inputs.programme.preparation
    # Headings are the same when all they say is; the first step under one decides where it stands.
    headings = [step.group for step in steps]
    for at, heading in enumerate(headings):
        if heading not in headings[:at]:
            here = (step for step in steps if step.group == heading)
            tasks = tuple(_task(inputs, code, period, span, step) for step in here)
            yield Group(heading=heading, tasks=tasks)


def _task(inputs: Inputs, code: str, period: str, span: Span | None, step: Step) -> Task:
    known = _agreement(inputs, code, period) if step.done_by else _Known("not recorded")
    products = {one.name: one for one in inputs.programme.support_products}
    return Task(
        what=Wording({"": step.name, **step.names}),
        note=step.text,
        state=known.state,
        detail=known.detail,
        place=known.place,
        weeks_before=step.weeks_before,
        due=_due(span, step.weeks_before),
        support=tuple(products[name] for name in step.support),
        source=step.source,
    )


class _Known(NamedTuple):
    """What the files tell of a step."""

    state: State
    detail: Message | None = None
    place: Place | None = None


def _agreement(inputs: Inputs, code: str, period: str) -> _Known:
    """Whether a municipality has agreed with its vendor, and on which period."""
    vendor = next((one for one in inputs.vendors if code in one.customers), None)
    if vendor is None:
        return _Known("open", message("no vendor has it as a customer"))
    agreed = vendor.agreements.get(code)
    if agreed is None:
        text = message("no agreement with {vendor}", vendor=vendor.name)
        return _Known("open", text, inputs.place(parts.VENDORS, code))
    values = {"vendor": vendor.name, "agreed": Period(agreed), "period": Period(period)}
    if agreed == period:
        text = message("agreed with {vendor} on {agreed}", **values)
    else:
        text = message("agreed with {vendor} on {agreed}, but its wave is in {period}", **values)
    return _Known("done", text, inputs.place(parts.VENDORS, parts.agreement(code)))
