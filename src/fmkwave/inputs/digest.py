"""The digest of a file's meaning: what it says, however it is spelt, ordered or laid out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal

from pydantic import BaseModel


def digest(content: object) -> str:
    """SHA-256, in hexadecimal, of content in canonical form.

    Args:
        content: Mappings (whose order is no part of the meaning), sequences (whose order is),
            models, text, and numbers, of which 0.5 and 0.50 are the same.
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
            return format(content.normalize(), "f")
        case _:
            return content
