"""Holds the limits of programme.yaml against what they are about: who, how many, and when."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from fmkwave.groups import unkept
from fmkwave.inputs.register import Register
from fmkwave.inputs.report import Report
from fmkwave.inputs.wording import choice, show
from fmkwave.inputs.yamlfile import Document
from fmkwave.model import GroupLimit, Municipality, Programme, Vendor
from fmkwave.names import same, word_key
from fmkwave.texts import joined, message

LIMITS = "limits"
_WHOM = ("municipalities", "region", "vendor")
_COUNT = ("least", "most")
_STRETCH = ("earliest", "latest")


def read_limits(
    programme: Programme,
    document: Document,
    register: Register,
    report: Report,
    damaged: Container[str] = (),
) -> dict[str, GroupLimit]:
    """The limits in which nothing is wrong, by name, with codes for municipalities.

    What a limit says of vendors, and whether it can be kept at all, is left to `check_limits`.

    Args:
        programme: The programme, or what of it is sound.
        document: What it was read from.
        register: The municipalities there are.
        report: Takes the faults.
        damaged: Limits of which something is missing, as it could not be read.
    """
    _check_names(programme, document, report)
    quarters = programme.quarters if hasattr(programme, "waves") else ()
    quarters = quarters if all(quarters) else ()
    found = {}
    for name, limit in programme.limits.items():
        reader = _Reader(name, document, register, report)
        reader.whole = name not in damaged
        reader.check_kind(limit)
        reader.check_figures(limit)
        reader.check_periods(limit, programme, quarters)
        resolved = reader.resolved(limit, quarters)
        if reader.sound:
            found[name] = resolved
    return found


def check_vendors(
    programme: Programme, vendors: Sequence[Vendor], lines: Mapping[str, int], report: Report
) -> None:
    """Report every vendor that a limit names and vendors.yaml does not.

    Args:
        programme: Its limits.
        vendors: All there are.
        lines: The line of each limit, by name.
        report: Takes the faults.
    """
    names = [vendor.name for vendor in vendors]
    for name, limit in programme.limits.items():
        if limit.vendor is not None and same(limit.vendor, names) is None:
            text = message(
                "limit '{name}': unknown vendor {found}{choice}",
                name=name,
                found=show(limit.vendor),
                choice=choice(limit.vendor, names),
            )
            report.fault(lines[name], text)


def check_limits(
    programme: Programme,
    municipalities: Sequence[Municipality],
    vendors: Sequence[Vendor],
    lines: Mapping[str, int],
    report: Report,
) -> None:
    """Report every limit that nothing keeps.

    Args:
        programme: Its limits, and its waves, whose periods may be unknown.
        municipalities: All there are, in the order of their codes; what is not known of one is
            None.
        vendors: All there are.
        lines: The lines of the limits of which all is known, by name.
        report: Takes the faults.
    """
    if not hasattr(programme, "waves") or not all(programme.quarters):
        return
    by_code = {one.code: one for one in municipalities}
    vendor_names = [vendor.name for vendor in vendors]
    regions_known = all(one.region for one in municipalities)
    citizens_known = all(one.population is not None for one in municipalities)
    for name, limit in programme.limits.items():
        is_known = (
            name in lines
            and (limit.vendor is None or same(limit.vendor, vendor_names) is not None)
            and (limit.region is None or regions_known)
            and (limit.by != "citizens" or citizens_known)
            and by_code.keys() >= set(limit.municipalities)
        )
        why = unkept(name, programme, by_code, vendors) if is_known else None
        if why is not None:
            report.fault(lines[name], why)


def _check_names(programme: Programme, document: Document, report: Report) -> None:
    known: dict[str, str] = {}
    for name in sorted(programme.limits, key=lambda name: document.line(LIMITS, name)):
        other = known.setdefault(word_key(name), name)
        if other != name:
            text = message(
                "limit {name} is listed already, as {other} on line {line}",
                name=show(name),
                other=show(other),
                line=document.line(LIMITS, other),
            )
            report.fault(document.line(LIMITS, name), text)


class _Reader:
    """Checks one limit, and finds the municipalities that it names.

    Attributes:
        sound: Whether nothing was wrong so far.
        whole: False when something of the limit is missing, as it could not be read; then nothing
            is said of what it lacks.
    """

    def __init__(self, name: str, document: Document, register: Register, report: Report) -> None:
        self.sound = True
        self.whole = True
        self._name = name
        self._document = document
        self._register = register
        self._report = report

    def check_kind(self, limit: GroupLimit) -> None:
        """Report a limit that does not say what it demands, or of whom."""
        stated = _stated(limit, *_COUNT, "wave", *_STRETCH)
        kinds = {self._kind(key) for key in stated}
        if not kinds and self.whole:
            self._fault(
                message(
                    "limit '{name}' demands nothing; give it 'least' or 'most', 'wave', or "
                    "'earliest' or 'latest'",
                    name=self._name,
                )
            )
        elif len(kinds) > 1:
            keys = joined(", ", (f"'{key}'" for key in stated))
            text = message(
                "limit '{name}' demands more than one thing ({keys}); make it a limit for each",
                name=self._name,
                keys=keys,
            )
            self._fault(text)
        if "count" not in kinds and self.whole:
            self._refuse(_stated(limit, "by", "quarters"))
        whom = _stated(limit, *_WHOM)
        if len(whom) > 1:
            text = message(
                "limit '{name}' is on more than one group ({keys}); name the municipalities, or a "
                "region, or a vendor",
                name=self._name,
                keys=joined(", ", (f"'{key}'" for key in whom)),
            )
            self._fault(text)
        if limit.wave is not None and not whom and self.whole:
            text = message(
                "limit '{name}' does not say which municipalities it is on", name=self._name
            )
            self._fault(text, "wave")

    def _kind(self, key: str) -> str:
        return "count" if key in _COUNT else "stretch" if key in _STRETCH else key

    def _refuse(self, keys: Sequence[str]) -> None:
        """Report keys that say how many where no number is demanded."""
        for key in map(self._as_written, keys):
            text = message("'{key}' says something only beside 'least' or 'most'", key=key)
            self._fault(text, key)

    def _as_written(self, key: str) -> str:
        """The name that a key has in the file, where it may have two."""
        is_other = key == "quarters" and self._document.value(LIMITS, self._name, key) is None
        return "periods" if is_other else key

    def check_figures(self, limit: GroupLimit) -> None:
        """Report a least above the most."""
        if limit.least is not None and limit.most is not None and limit.least > limit.most:
            text = message("least {least} is above most {most}", least=limit.least, most=limit.most)
            self._fault(text, "least")

    def check_periods(
        self, limit: GroupLimit, programme: Programme, quarters: Sequence[str]
    ) -> None:
        """Report periods that are no wave's, stand twice, or lie the wrong way round."""
        key = self._as_written("quarters")
        for at, quarter in enumerate(limit.quarters):
            if quarters and quarter not in quarters:
                text = message(
                    "{found} is no wave's period (allowed: {quarters})",
                    found=quarter,
                    quarters=", ".join(quarters),
                )
                self._fault(text, key, at)
            elif quarter in limit.quarters[:at]:
                text = message("{quarter} is listed twice", quarter=quarter)
                self._fault(text, key, at)
        first, last = limit.earliest, limit.latest
        if first and last and programme.calendar.between(first, last) < 0:
            text = message("earliest {first} is after latest {last}", first=first, last=last)
            self._fault(text, "earliest")
        if quarters:
            self._warn_of_idle(limit, programme, quarters)

    def _warn_of_idle(
        self, limit: GroupLimit, programme: Programme, quarters: Sequence[str]
    ) -> None:
        """Warn of an earliest or latest period that every wave keeps."""
        between = programme.calendar.between
        if limit.earliest and between(limit.earliest, quarters[0]) >= 0:
            text = message(
                "limit '{name}' never binds: the first wave is in {first}, and earliest is {found}",
                name=self._name,
                first=quarters[0],
                found=limit.earliest,
            )
            self._warn(text, "earliest")
        if limit.latest and between(quarters[-1], limit.latest) >= 0:
            text = message(
                "limit '{name}' never binds: the last wave is in {last}, and latest is {found}",
                name=self._name,
                last=quarters[-1],
                found=limit.latest,
            )
            self._warn(text, "latest")

    def resolved(self, limit: GroupLimit, quarters: Sequence[str]) -> GroupLimit:
        """The limit with codes for names, and the region as municipalities.yaml has it."""
        in_order = (quarter for quarter in quarters if quarter in limit.quarters)
        update: dict[str, object] = {"quarters": tuple(in_order)}
        if "municipalities" in limit.model_fields_set:
            update["municipalities"] = self._codes(limit)
        if limit.region is not None:
            update["region"] = self._region(limit.region)
        return limit.model_copy(update=update)

    def _codes(self, limit: GroupLimit) -> tuple[str, ...]:
        found: dict[str, int] = {}
        for at, name in enumerate(limit.municipalities):
            line = self._document.line(LIMITS, self._name, "municipalities", at)
            code = self._register.look_up(name, line, self._report)
            if code in found:
                text = message(
                    "{name} is listed twice in limit '{limit}', first on line {line}",
                    name=self._register.label(code),
                    limit=self._name,
                    line=found[code],
                )
                self._fault(text, "municipalities", at)
            elif code is None:
                self.sound = False
            else:
                found[code] = line
        if not self.whole:
            self.sound = False
        elif not limit.municipalities:
            self._fault(message("limit '{name}' is on nobody", name=self._name), "municipalities")
        elif len(limit.municipalities) == 1 and limit.wave in ("same", "different"):
            text = message(
                "limit '{name}' is on one municipality, but at least two are needed",
                name=self._name,
            )
            self._fault(text, "municipalities")
        return tuple(sorted(found))

    def _region(self, name: str) -> str:
        regions = self._register.regions
        found = same(name, regions)
        if found is None and regions:
            text = message(
                "limit '{name}': unknown region {found}{choice}",
                name=self._name,
                found=show(name),
                choice=choice(name, regions),
            )
            self._fault(text, "region")
        return found or name

    def _warn(self, text: str, key: str) -> None:
        self._report.warn(self._document.line(LIMITS, self._name, key), text)

    def _fault(self, text: str, *keys: int | str) -> None:
        self.sound = False
        self._report.fault(self._document.line(LIMITS, self._name, *keys), text)


def _stated(limit: GroupLimit, *keys: str) -> list[str]:
    """Those of the keys under which the file says something."""
    found = (key for key in keys if key in limit.model_fields_set)
    return [key for key in found if getattr(limit, key) is not None]
