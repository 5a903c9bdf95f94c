"""Plans a roll-out in waves: inputs in plain files, and the provably best plan out.

The calls of the command line serve as a library too::

    inputs = fmkwave.load_inputs("data")
    plan = fmkwave.make_plan(inputs)
    told = fmkwave.explain(inputs, plan, "Nordby")
    other = fmkwave.make_plan(fmkwave.changed(inputs, ["weights.wish=40"]))
    again = fmkwave.make_plan(fmkwave.replanned(inputs, plan.placement, stability=5))

Points are integers in thousandths of a point, which `show_points` writes as people read them; a
municipality is known by its code, a wave by its number from 1. What goes wrong is an
`FmkwaveError`: `InputError` with every fault of the files, `NoPlanError` with the limits that
clash, `UsageError` for what cannot be asked as it was asked.
"""

# Type checkers know the name. Nothing is imported here: see fmkwave.__main__ on interrupts.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from fmkwave.errors import Fault, FmkwaveError, InputError, NoPlanError, UsageError
    from fmkwave.explanation import Explanation, explain
    from fmkwave.inputs import load_inputs
    from fmkwave.model import Inputs, Municipality, Plan, Programme, Proof
    from fmkwave.planner import make_plan
    from fmkwave.points import show_points
    from fmkwave.whatif import changed, replanned

__version__ = "0.1.0"

_HOME = {
    "Fault": "errors",
    "FmkwaveError": "errors",
    "InputError": "errors",
    "NoPlanError": "errors",
    "UsageError": "errors",
    "Explanation": "explanation",
    "explain": "explanation",
    "load_inputs": "inputs",
    "Inputs": "model",
    "Municipality": "model",
    "Plan": "model",
    "Programme": "model",
    "Proof": "model",
    "show_points": "points",
    "make_plan": "planner",
    "changed": "whatif",
    "replanned": "whatif",
}

__all__ = [
    "Explanation",
    "Fault",
    "FmkwaveError",
    "InputError",
    "Inputs",
    "Municipality",
    "NoPlanError",
    "Plan",
    "Programme",
    "Proof",
    "UsageError",
    "__version__",
    "changed",
    "explain",
    "load_inputs",
    "make_plan",
    "replanned",
    "show_points",
]


def __getattr__(name: str) -> object:
    # Names are loaded on first use, so that `fmkwave --help` need not wait for NumPy and HiGHS.
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
