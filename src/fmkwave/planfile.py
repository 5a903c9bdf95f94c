"""plan.yaml: a plan as text that people read, tools compare, and every run writes alike."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import yaml

from fmkwave.model import CommittedPlan, Inputs
from fmkwave.names import danish_key
from fmkwave.points import in_points, show_points

SCHEMA = 1
NAME = "plan.yaml"

_HEADER = """\
# The plan that the inputs give: written by `fmkwave plan --write`, compared with the inputs by
# `fmkwave check`. Under `inputs` stands the SHA-256 of what each file means: comments, the order
# of rows and the spelling of an answer do not change it.
"""


def dumps(inputs: Inputs, plan: CommittedPlan) -> str:
    """The text of plan.yaml: no clock, no path, no host, and the same from either engine."""
    content = {
        "schema": SCHEMA,
        "programme": plan.programme,
        "total": in_points(plan.total),
        "bound": in_points(plan.bound),
        "proof": plan.proof.value,
        "unique": plan.unique,
        "notices": list(plan.notices),
        "inputs": dict(sorted(plan.inputs.items())),
        "waves": [
            {
                "wave": number,
                "quarter": quarter,
                "size": len(plan.members(number)),
                "municipalities": _municipalities(inputs, plan.members(number)),
            }
            for number, quarter in enumerate(plan.quarters, start=1)
        ],
    }
    return _HEADER + yaml.dump(
        content, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=1_000_000
    )


def _municipalities(inputs: Inputs, codes: tuple[str, ...]) -> dict[str, str]:
    in_order = sorted(codes, key=lambda code: danish_key(inputs.name(code)))
    return {_Code(code): inputs.name(code) for code in in_order}


class _Code(str):
    """A code, written in quotes so that every YAML reader takes 0420 and 0809 alike."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """Writes codes in quotes and points as plain decimals, and indents lists."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> Any:  # noqa: ANN401, ARG002, FBT001, FBT002
        return super().increase_indent(flow, False)


def _code(dumper: _Dumper, code: _Code) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(code), style='"')


def _points(dumper: _Dumper, points: Decimal) -> yaml.ScalarNode:
    text = show_points(int(points * 1000))
    return dumper.represent_scalar("tag:yaml.org,2002:float", text)


_Dumper.add_representer(_Code, _code)
_Dumper.add_representer(Decimal, _points)
