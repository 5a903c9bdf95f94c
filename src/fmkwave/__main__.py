"""Runs the command line as `python -m fmkwave`."""

from __future__ import annotations

from fmkwave.cli import main

if __name__ == "__main__":
    main()
