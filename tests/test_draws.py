"""Draws of the weights, whoever makes them, and what they say of the plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Executor, Future
from decimal import Decimal
from typing import Any, TypeVar

import pytest

from fmkwave.errors import StoppedError
from fmkwave.inputs import load_inputs
from fmkwave.model.robustness import Draw, Figure, Sampling
from fmkwave.objective import worth
from fmkwave.optimise.problem import Control, Progress
from fmkwave.planner import make_plan
from fmkwave.robustness import Case, Workers, robustness, summarise
from fmkwave.robustness.execution import InProcess, make_draws
from fmkwave.robustness.sampling import drawn, figures, with_figures
from fmkwave.robustness.workers import enough, workers
from folders import Folder

T = TypeVar("T")
DRAWS = 24


class LastFirst(Executor):
    """Does the work when it is ended, what came last first; and may give some of it up."""

    def __init__(self, *, gives_up: bool = False) -> None:
        self.waiting: list[Callable[[], None]] = []
        self.gives_up = gives_up

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        future: Future[T] = Future()

        def work() -> None:
            future.set_result(fn(*args, **kwargs))

        self.waiting.append(work)
        if len(self.waiting) == 4:
            if self.gives_up:
                future.cancel()
                future.set_running_or_notify_cancel()
                self.waiting.pop()
            while self.waiting:
                self.waiting.pop()()
        return future


@pytest.fixture
def case(folder: Folder) -> Case:
    inputs = load_inputs(folder.path)
    return Case(inputs, make_plan(inputs).placement, Sampling(error_rate=Decimal("0.1")))


def test_a_draw_is_the_best_plan_under_its_weights(case: Case) -> None:
    case = case._replace(sampling=Sampling())
    made: list[Draw] = []
    robustness(case, 5, keep=made.extend)
    assert [draw.number for draw in made] == [0, 1, 2, 3, 4]
    for draw in made:
        values = drawn(case.inputs.programme, case.sampling, draw.number)
        programme = with_figures(case.inputs.programme, values)
        changed = case.inputs.model_copy(update={"programme": programme})
        best = make_plan(changed)
        assert draw.figures == values
        assert draw.waves == tuple(best.placement[code] for code in changed.municipalities)
        assert draw.best == best.total
        assert draw.kept == worth(changed, case.placement) <= draw.best


def test_the_result_is_the_same_in_whatever_order_draws_come(case: Case) -> None:
    numbers: list[int] = []

    def keep(made: Sequence[Draw]) -> None:
        numbers.extend(draw.number for draw in made)

    backward = Workers(LastFirst(), ahead=4, batch=3)
    assert robustness(case, DRAWS, workers=backward, keep=keep) == robustness(case, DRAWS)
    assert sorted(numbers) == list(range(DRAWS)) != numbers


def test_the_result_is_the_same_for_any_number_of_processes(case: Case) -> None:
    with workers(2) as two:
        assert robustness(case, DRAWS, workers=two) == robustness(case, DRAWS)


def test_both_engines_make_the_same_draws(case: Case) -> None:
    other = case._replace(engine="milp")
    assert robustness(other, 8) == robustness(case, 8)


def test_where_every_weight_is_0_the_draws_are_said_to_tell_nothing(folder: Folder) -> None:
    said = "Every weight is 0, so that the draws tell nothing of the plan."
    folder.replace("programme.yaml", "tier: 2", "tier: 1")
    for weight in (5, 10, 25, 20, 30):
        inputs = load_inputs(folder.path)
        found = robustness(Case(inputs, make_plan(inputs).placement, Sampling()), 2)
        assert said not in found.notices
        text = folder.path.joinpath("programme.yaml").read_text("utf-8")
        folder.path.joinpath("programme.yaml").write_text(
            text.replace(f"weight: {weight},", "weight: 0,"), "utf-8"
        )
    inputs = load_inputs(folder.path)
    found = robustness(Case(inputs, make_plan(inputs).placement, Sampling()), 2)
    assert (found.same, found.notices[-1]) == (2, said)


def test_only_missing_draws_are_made(case: Case) -> None:
    known: list[Draw] = []
    whole = robustness(case, DRAWS, keep=known.extend)
    fresh: list[Draw] = []
    again = robustness(case, DRAWS, known=known[::2], keep=fresh.extend)
    assert again == whole
    assert [draw.number for draw in fresh] == list(range(1, DRAWS, 2))


def test_of_more_draws_than_asked_for_the_first_are_taken(case: Case) -> None:
    known: list[Draw] = []
    robustness(case, DRAWS, keep=known.extend)
    assert robustness(case, 10, known=known) == robustness(case, 10)


def test_stopped_it_tells_of_the_draws_made(case: Case) -> None:
    control = Control()

    reports: list[Progress] = []

    def report(progress: Progress) -> None:
        reports.append(progress)
        control.cancelled = len(reports) > 3

    control.report = report
    found = robustness(case, 50, control=control)
    assert (found.draws, found.asked) == (3, 50)
    assert found.model_copy(update={"asked": 3}) == robustness(case, 3)
    assert [str(one.doing) for one in reports] == [f"{n} of 50 draws" for n in range(4)]
    assert reports[0].left is None
    assert all(one.left is not None and one.left > 0 for one in reports[1:])


def test_stopped_at_once_there_is_nothing_to_tell(case: Case) -> None:
    with pytest.raises(StoppedError, match="Stopped before the first draw was made"):
        robustness(case, 5, control=Control(cancelled=True))


def test_what_came_back_is_kept_when_other_work_is_given_up(case: Case) -> None:
    made: list[Draw] = []
    careless = Workers(LastFirst(gives_up=True), ahead=4, batch=1)
    with pytest.raises(CancelledError):
        make_draws(case, range(8), careless, Control(), made.extend)
    assert sorted(draw.number for draw in made) == [0, 1, 2]


def test_a_process_that_dies_is_told_of(case: Case) -> None:
    made: list[Draw] = []

    def keep(batch: Sequence[Draw]) -> None:
        made.extend(batch)
        executor = hands.executor
        for process in list(getattr(executor, "_processes").values()):  # noqa: B009
            process.kill()

    with pytest.raises(StoppedError) as caught, workers(2) as hands:
        robustness(case, 200, workers=hands, keep=keep)
    assert str(caught.value) == (
        "A process that planned draws ended before it was done; it may have run out of memory. "
        "Try fewer with --jobs; from draws that --write kept, the run goes on."
    )
    assert made


def test_no_more_processes_than_there_is_work() -> None:
    assert [enough(8, draws) for draws in (0, 1, 4, 5, 9, 1000)] == [1, 1, 1, 2, 3, 8]


# --- What draws say -------------------------------------------------------------------------------


@pytest.fixture
def told(case: Case) -> tuple[Case, list[Draw]]:
    """Four draws by hand; the plan is Nordby 1 and so on, the first figure grows with the number.

    Nordby takes wave 1 in draws with low figures and 2 in others; of the rest nobody moves.
    """
    waves = tuple(case.placement[code] for code in case.inputs.municipalities)
    moved = (2, *waves[1:])
    _found, given = figures(case.inputs.programme)

    def draw(number: int, first: int, placed: tuple[int, ...], kept: int) -> Draw:
        values = (first, *given[1:])
        return Draw(number=number, figures=values, waves=placed, best=1_000, kept=kept)

    return case, [
        draw(2, 900, moved, 400),
        draw(0, 800, waves, 1_000),
        draw(3, 930, moved, 899),
        draw(1, 811, waves, 1_000),
    ]


def test_shares_central_weights_and_regret(told: tuple[Case, list[Draw]]) -> None:
    case, draws = told
    found = summarise(case, draws, 10)
    nordby = next(row for row in found.rows if row.name == "Nordby")
    assert nordby.wave == 1
    assert nordby.counts == (2, 2, 0)
    assert [central and central[0] for central in nordby.central] == [806, 915, None]
    assert found.share(nordby, 2) == 0.5
    assert (found.draws, found.asked, found.same) == (4, 10, 2)
    assert found.agreement == pytest.approx((5 + 0.5) / 6)
    assert (found.best, found.regret, found.worst_regret) == (1_000, 175, 600)


def test_the_weight_that_matters_most_stands_first(told: tuple[Case, list[Draw]]) -> None:
    case, draws = told
    found = summarise(case, draws, 4).influences
    assert found[0].figure == Figure(group="answers", name="underway")
    assert found[0].share == pytest.approx(1 / 6)
    chance = next(one for one in found if one.figure is None)
    assert chance.share == 0
    assert len(found) == len(figures(case.inputs.programme)[0]) + 1


def test_the_order_of_the_plan_and_of_the_draws_means_nothing(
    told: tuple[Case, list[Draw]],
) -> None:
    case, draws = told
    other = case._replace(placement=dict(reversed(list(case.placement.items()))))
    assert summarise(other, draws[::-1], 4) == summarise(case, draws, 4)


def test_one_draw_tells_of_no_influence(told: tuple[Case, list[Draw]]) -> None:
    case, draws = told
    assert summarise(case, draws[:1], 1).influences == ()


def test_this_process_is_an_executor_as_any() -> None:
    assert InProcess().submit(divmod, 7, 4).result() == (1, 3)
