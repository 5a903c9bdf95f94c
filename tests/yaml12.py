"""YAML as an editor reads it: version 1.2, in which ``yes`` and dates are text and 0101 is 101."""

from __future__ import annotations

import re
from typing import Any

import yaml


class _Loader(yaml.CSafeLoader):
    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - as PyYAML has it


for _kind, _form, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", [*"tTfF"]),
    ("int", r"[-+]?[0-9]+", [*"-+0123456789"]),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", [*"-+.0123456789"]),
):
    _pattern = re.compile(rf"^(?:{_form})$")
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_kind}", _pattern, _first)

_Loader.add_constructor("tag:yaml.org,2002:int", lambda _loader, node: int(node.value))


def load(text: str) -> object:
    """The content of a YAML file."""
    return yaml.load(text, _Loader)
