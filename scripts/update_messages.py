"""Bring the catalogues in src/fmkwave/locales/ in step with the texts in the source, or check it.

New texts come in untranslated, those that are gone go; translations are written by hand, in the
catalogue. `--check` fails where a catalogue is not in step or a text has no translation.
"""

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "fmkwave"
LOCALES = SOURCE / "locales"
METHODS = [("**.py", "python"), ("**/templates/**", "jinja2")]
KEYWORDS = {"_": None, "_n": (1, 2), "message": None, "counted": (1, 2)}
"""The functions that take a text, of `fmkwave.language` and `fmkwave.texts`."""


def template() -> Catalog:
    """Every text in the source, with the files it stands in."""
    found = Catalog(project="fmkwave", charset="utf-8", fuzzy=False)
    for file, _line, text, _comments, context in extract_from_dir(
        SOURCE, METHODS, keywords=KEYWORDS, comment_tags=()
    ):
        # Without lines, a change of the source elsewhere is no change of the catalogue.
        found.add(text, locations=[(f"src/fmkwave/{file}", 0)], context=context)
    return found


def updated(path: Path, source: Catalog) -> Catalog:
    """A catalogue with the texts of the source, and the translations that it has of them."""
    language = path.stem
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    catalogue.update(source, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


def dumps(catalogue: Catalog) -> str:
    """A catalogue as the file holds it, in the order of the texts."""
    content = io.BytesIO()
    write_po(content, catalogue, width=100, sort_output=True, omit_header=True)
    plural = f'"Plural-Forms: {catalogue.plural_forms}\\n"'
    header = f'msgid ""\nmsgstr ""\n"Language: {catalogue.locale}\\n"\n{plural}\n'
    kind = '"Content-Type: text/plain; charset=utf-8\\n"\n'
    return f"{header}{kind}\n{content.getvalue().decode()}"


def untranslated(catalogue: Catalog) -> list[str]:
    """The texts that have no translation, or a doubtful one."""
    return [_id(one) for one in catalogue if one.id and (one.fuzzy or not _whole(one))]


def _whole(one: Message) -> bool:
    return all(one.string) if isinstance(one.string, tuple | list) else bool(one.string)


def _id(one: Message) -> str:
    return one.id if isinstance(one.id, str) else one.id[0]


def main() -> int:
    """Update the catalogues, or with --check compare them; exit code 1 when one is not in step."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    check = parser.parse_args().check
    source = template()
    wrong = False
    for path in sorted(LOCALES.glob("*.po")):
        catalogue = updated(path, source)
        text = dumps(catalogue)
        missing = untranslated(catalogue)
        if not check:
            path.write_text(text, "utf-8")
        elif text != path.read_text("utf-8"):
            print(f"{path.name} is out of step: run scripts/update_messages.py", file=sys.stderr)
            wrong = True
        for one in missing:
            print(f"{path.name}: not translated: {one}", file=sys.stderr)
        wrong = wrong or (check and bool(missing))
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main())
