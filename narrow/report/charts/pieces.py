"""What every chart shares: colours that stay apart in grey, titles with the size of the set, care.

The colours of the verdicts are one blue from dark to light (after ColorBrewer's "Blues", Harrower
and Brewer 2003), so that they differ by lightness alone; up and down are dark blue and light
orange, which no common kind of colour blindness takes for each other, and are signed as well.

Marks such as ◐ are drawn and never written: a font without them would take the line to another.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import altair as alt

from narrow.model.evidence import About
from narrow.model.verdicts import Verdict
from narrow.report.words import clean

# A chart as Vega-Lite says it, drawn as SVG or PNG on this machine and nowhere else.
#
# Altair builds the specification and vl-convert draws it, both without a network. Names and phrases
# come in as values of data and as titles; nothing of theirs is ever an expression of Vega.


SHARPNESS = 2.0  # pixels of a PNG for each of the chart


@dataclass(frozen=True, slots=True, eq=False)
class Chart:
    """One chart: its kind, what it shows in words, and its Vega-Lite specification."""

    kind: str
    says: str
    spec: Mapping[str, Any]

    def svg(self) -> str:
        """Draw the chart as SVG; the same answer gives the same text."""
        import vl_convert

        drawn: str = vl_convert.vegalite_to_svg(dict(self.spec))
        return drawn

    def png(self) -> bytes:
        """Draw the chart as PNG, two pixels wide for each of the chart."""
        import vl_convert

        drawn: bytes = vl_convert.vegalite_to_png(dict(self.spec), scale=SHARPNESS)
        return drawn

    def _repr_svg_(self) -> str:
        return self.svg()

    def __repr__(self) -> str:
        return self.says


WIDE = 640  # pixels of what is drawn
INK, DIM, LINE = "#1a1a1a", "#555555", "#8a8a8a"
SHADES = {
    Verdict.MET: "#08519c",
    Verdict.IN_DOUBT: "#6baed6",
    Verdict.NO_RECORD: "#c6dbef",
    Verdict.NOT_MET: "#ffffff",
}
UP, DOWN = "#08519c", "#fdae6b"
FONT = "Arial, Helvetica, Liberation Sans, DejaVu Sans, sans-serif"
LONGEST, ACROSS = 96, 104  # characters of a label, and of a line of the care text
Row = dict[str, Any]


def cut(text: str, most: int = LONGEST) -> str:
    """Give a text as a chart shows it: cleaned, and cut where it is too long."""
    shown = clean(text)
    return shown if len(shown) <= most else f"{shown[: most - 1].rstrip()}…"


def short(name: str, most: int = 40) -> str:
    """Give an id with its middle left out where it is too long: ids often differ at their ends."""
    shown = clean(name)
    if len(shown) <= most:
        return shown
    behind = most // 3
    return f"{shown[: most - behind - 1]}…{shown[-behind:]}"


def data(rows: Sequence[Row]) -> alt.InlineData:
    """Give rows as the data of a chart; they lie in the chart itself."""
    return alt.InlineData(values=list(rows))


def text(rows: Sequence[Row], x: Any, y: Any, **look: Any) -> alt.Chart:
    """Write the field `text` of each row at a place."""
    mark: dict[str, Any] = {"align": "left", "baseline": "middle", "color": INK, "fontSize": 12}
    mark |= look
    drawn: alt.Chart = alt.Chart(data(rows)).mark_text(**mark)
    return drawn.encode(x=x, y=y, text="text:N")


def shaded(words: Mapping[Verdict, str]) -> alt.Color:
    """Give each verdict its shade by its word, and a legend where there are several."""
    legend = alt.Legend(
        title=None, orient="top", symbolType="square", symbolStrokeColor=LINE, labelFontSize=12
    )
    return alt.Color(
        "stands:N",
        scale=alt.Scale(domain=list(words.values()), range=[SHADES[v] for v in words]),
        legend=legend if len(words) > 1 else None,
    )


def whole(kind: str, drawn: Any, about: About, said: Sequence[str], care: str) -> Chart:
    """Put a chart together: title, the size of the set, what is drawn, and the care text."""
    beneath = [line for text in said for line in wrap(clean(text), ACROSS)]
    where = f"case {about.case}, as of {about.as_of}, register {about.register}"
    title = alt.Title(
        text=cut(about.title),
        subtitle=[*beneath, *wrap(clean(where), ACROSS)],
        anchor="start",
        fontSize=15,
        subtitleFontSize=12,
        subtitleColor=DIM,
        offset=14,
    )
    rows = [{"text": line, "at": at} for at, line in enumerate(wrap(clean(care), ACROSS))]
    foot = text(
        rows,
        alt.value(0),
        alt.Y("at:O", axis=None),
        fontStyle="italic",
        color=DIM,
        fontSize=11,
    ).properties(width=WIDE, height=alt.Step(15))
    stacked = alt.vconcat(drawn, foot, spacing=16).properties(
        title=title, background="white", padding=14, description="; ".join(map(clean, said))
    )
    looked = stacked.configure(font=FONT).configure_view(stroke=None)
    looked = looked.configure_axis(
        gridColor="#ececec", labelColor=INK, titleColor=INK, labelFontSize=12, titleFontSize=12
    )
    spec: dict[str, Any] = looked.to_dict()
    return Chart(kind, "\n".join(map(clean, (about.title, *said, where, care))), spec)
