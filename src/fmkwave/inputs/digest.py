"""Digests of what a file means: what it says, however it is spelt, ordered or laid out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from pydantic import BaseModel

_SHORT = 12


def digests(parts: Mapping[str, object]) -> dict[str, str]:
    """The first twelve digits of the digest of each part, in the order of their keys."""
    return {key: digest(content)[:_SHORT] for key, content in sorted(parts.items())}


def whole(digests: Mapping[str, str]) -> str:
    """The digest of a file, which follows from those of its parts.

    So whoever holds both can tell whether they belong together.
    """
    return digest(digests)


def digest(content: object) -> str:
    """SHA-256, in hexadecimal, of content in canonical form.

    Args:
        content: Mappings (whose order is no part of the meaning), sequences (whose order is),
            models, text, dates, and numbers, of which 0.5 and 0.50 are the same.
    """
    canonical = json.dumps(_plain(content), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _plain(content: object) -> object:
    match content:
        case BaseModel():
            return {key: _plain(value) for key, value in content}
        case Mapping():
            return {str(key): _plain(value) for key, value in content.items()}
        case list() | tuple():
            return [_plain(item) for item in content]
        case Decimal():
            # Adding nothing makes -0 the 0 that it is.
            return format((content + 0).normalize(), "f")
        case date():
            return content.isoformat()
        case _:
            return content
