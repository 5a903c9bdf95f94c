"""The files of a new folder, as text."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from fmkwave.parts import ADJACENCY, MUNICIPALITIES, PROGRAMME, QUESTIONNAIRE, UPTAKE, VENDORS
from fmkwave.periods import QUARTERS as CALENDAR
from fmkwave.starter.content import BEFORE, QUARTERS, QUESTIONS, Content

if TYPE_CHECKING:
    from jinja2 import Environment

README = "README.md"

# What no reader of YAML takes for anything but text, wherever it stands.
_PLAIN = re.compile(r"[^\W\d_][\w .()'/-]*(?<! )")
_NOT_TEXT = {"yes", "no", "on", "off", "y", "n", "true", "false", "null"}


def folder_texts(content: Content) -> dict[str, str]:
    """The text of each file of a new folder, by name."""
    environment = _environment()
    values = _values(content)
    files = {
        name: environment.get_template(name).render(values[name])
        for name in (PROGRAMME, MUNICIPALITIES, ADJACENCY, UPTAKE, VENDORS, README)
    }
    return {**files, QUESTIONNAIRE: _questionnaire(content)}


def _values(content: Content) -> dict[str, dict[str, object]]:
    """What each template is filled with."""
    names = [place.name for place in content.places]
    origin = {"basis": content.basis, "source": content.origin}
    citizens = [place.population for place in content.places]
    return {
        PROGRAMME: {
            "name": content.name,
            "source": content.source,
            "waves": [
                {"quarter": quarter, "size": size}
                for quarter, size in zip(QUARTERS, content.sizes, strict=True)
            ],
            "before": BEFORE,
            "periods": [(one, *(CALENDAR.span(one) or ())) for one in (BEFORE, *QUARTERS)],
            "some": names[:4],
            "half": max((sum(citizens) + 1) // 2, *citizens),
        },
        MUNICIPALITIES: {
            **origin,
            "regions": content.regions,
            "units": content.places,
            "remarks": content.remarks.get(MUNICIPALITIES, ()),
        },
        ADJACENCY: {
            **origin,
            "links": content.links,
            "doubtful": {kind: content.doubtful.get(kind, {}) for kind in content.links},
            "remarks": {kind: content.remarks.get(kind, ()) for kind in content.links},
        },
        UPTAKE: {
            "source": content.source,
            "uptake": content.shares,
            "remarks": content.remarks.get(UPTAKE, ()),
        },
        VENDORS: {
            "source": content.source,
            "vendors": content.vendors,
            "quarter": QUARTERS[0],
            "some": names[:2],
        },
        README: {"name": content.name, "story": content.story},
    }


def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    found = Environment(
        loader=PackageLoader("fmkwave.starter"),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
    )
    found.filters.update(text=_text, quoted=_quoted, names=_names, counts=_counts)
    return found


def _text(text: str) -> str:
    """A text as YAML, in quotes where it needs them."""
    plain = _PLAIN.fullmatch(text) and text.casefold() not in _NOT_TEXT
    return text if plain else _quoted(text)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _names(names: Iterable[str]) -> str:
    return f"[{', '.join(map(_text, names))}]"


def _counts(counts: Mapping[str, object]) -> str:
    pairs = (f"{_text(key) if key[0].isalpha() else key}: {value}" for key, value in counts.items())
    return f"{{{', '.join(pairs)}}}"


def _questionnaire(content: Content) -> str:
    """questionnaire.csv, with a row for everybody; what nobody answered is blank."""
    file = io.StringIO()
    file.write(f"# basis: reconstructed\n# source: {content.source}\n")
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(["code", "municipality", *QUESTIONS, "wished_quarter"])
    blank = ("",) * (len(QUESTIONS) + 1)
    for place in content.places:
        rows.writerow([place.code, place.name, *content.answers.get(place.code, blank)])
    return file.getvalue()
