"""How large the files may be: far beyond any programme, and little enough to be told at once.

35,000 municipalities, as many as any country has, stay well below each of these.
"""

from __future__ import annotations

MOST_BYTES = 50_000_000
"""Of a file, where nothing else is said."""

MOST_OF_OUTLINES = 500_000_000
"""Bytes of a file of outlines."""

MOST_OF_DRAWS = 500_000_000
"""Bytes of robustness.jsonl."""

MOST_LINES = 200_000
"""Of a CSV file."""

MOST_COLUMNS = 500
"""Of a CSV file or a sheet."""

MOST_VALUES = 2_000_000
"""Keys and values of a YAML file."""

MOST_OF_PROGRAMME = 50_000
"""Keys and values of programme.yaml, which lists no municipalities but those in limits."""

MOST_WAVES = 100
"""Of a programme: 25 years of quarters."""

MOST_PERIODS = 1_000
"""That a programme lists: 19 years of weeks."""

MOST_FAULTS = 5_000
"""Faults of a file, after which it is read no further."""

MOST_COMPARED = 500_000
"""Names that unknown ones are compared with, for suggestions, while a file is read."""

MOST_UNPACKED = 50_000_000
"""Bytes of a workbook's parts, once they are unpacked."""

MOST_PARTS = 2_000
"""Files that a workbook consists of."""

MOST_CELLS = 400_000
"""Cells of all sheets of a workbook, and cells that its merges and links cover."""
