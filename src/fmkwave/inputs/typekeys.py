"""The keys that a type lets a file have."""

from __future__ import annotations

from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import AliasChoices, BaseModel
from pydantic.fields import FieldInfo

from fmkwave.inputs.yamlfile import Where


def allowed_keys(model: type[BaseModel], loc: Where) -> dict[str, str]:
    """The keys allowed at a place of a model, each with the one that it is another word for."""
    kind: Any = model
    for part in loc:
        if get_origin(kind) is None:
            kind = _bare(kind.model_fields[part].annotation)
        else:
            kind = _bare(get_args(kind)[0 if get_origin(kind) is tuple else -1])
    return {
        key: words[0]
        for name, field in kind.model_fields.items()
        for words in [_words(name, field)]
        for key in words
    }


def _words(name: str, field: FieldInfo) -> list[str]:
    """The keys under which a file may have a field."""
    alias = field.validation_alias
    return [str(word) for word in alias.choices] if isinstance(alias, AliasChoices) else [name]


def _bare(kind: Any) -> Any:  # noqa: ANN401 - types have no type of their own
    """A type without what is required of it, and without the None that it may be."""
    if get_origin(kind) is Annotated:
        return _bare(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        return _bare(next(one for one in get_args(kind) if one is not type(None)))
    return kind
