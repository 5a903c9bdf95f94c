"""What a new roll-out begins with: a commented folder of inputs, and schemas of its files."""

from fmkwave.starter.content import Content
from fmkwave.starter.example import example
from fmkwave.starter.folder import new_folder
from fmkwave.starter.outlined import Outlined, outlined
from fmkwave.starter.write import require_free, write_folder

__all__ = [
    "Content",
    "Outlined",
    "example",
    "new_folder",
    "outlined",
    "require_free",
    "write_folder",
]
