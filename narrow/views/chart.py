"""A chart as Vega-Lite says it, drawn as SVG or PNG on this machine and nowhere else.

Altair builds the specification and vl-convert draws it, both without a network. Names and phrases
come in as values of data and as titles; nothing of theirs is ever an expression of Vega.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import vl_convert

SHARPNESS = 2.0  # pixels of a PNG for each of the chart


@dataclass(frozen=True, slots=True, eq=False)
class Chart:
    """One chart: its kind, what it shows in words, and its Vega-Lite specification."""

    kind: str
    says: str
    spec: Mapping[str, Any]

    def svg(self) -> str:
        """Draw the chart as SVG; the same answer gives the same text."""
        drawn: str = vl_convert.vegalite_to_svg(dict(self.spec))
        return drawn

    def png(self) -> bytes:
        """Draw the chart as PNG, two pixels wide for each of the chart."""
        drawn: bytes = vl_convert.vegalite_to_png(dict(self.spec), scale=SHARPNESS)
        return drawn

    def _repr_svg_(self) -> str:
        return self.svg()

    def __repr__(self) -> str:
        return self.says
