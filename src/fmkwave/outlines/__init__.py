"""Reads the municipalities' outlines from a GeoJSON file that the user has.

Shapely and pyproj do the geometry; they come with the extra ``geo``.
"""

from fmkwave.outlines.read import Outlines, read_outlines

__all__ = ["Outlines", "read_outlines"]
