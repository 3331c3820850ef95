"""The charts of a page, where it was asked for them: pictures, and what they show in words."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from narrow.views.page_markup import Element, picture, tag
from narrow.views.page_pieces import note, section

if TYPE_CHECKING:
    from narrow.report.charts.draw import Chart


SHOWN = "How the clues narrow and overlap, and how far other readings move ranks and counts."


def charts_section(charts: "Sequence[Chart]") -> Element:
    """Give charts as pictures; what each shows in words is read aloud in its place."""
    figures = [tag("figure", picture(chart.svg(), chart.says)) for chart in charts]
    return section("charts", "Charts", note(SHOWN), *figures)
