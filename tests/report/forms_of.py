"""An answer in the forms that tests look at, as the package makes them."""

import io

from rich.console import Console

from narrow.inquiry import Inquiry
from narrow.model.evidence import Answer
from narrow.report import forms
from narrow.report.compose.workbook import Book, compose
from narrow.report.xlsx import render


def page(answer: Answer) -> str:
    """An answer as a page, without what stands behind it."""
    made = forms.render(answer, "html")
    assert isinstance(made, str)
    return made


def whole_page(asked: Inquiry, answer: Answer | None = None, *, charts: bool = False) -> str:
    """An answer as a page, with the rules, the statements and the record behind it."""
    return asked.page(answer or asked.run(), charts=charts)


def markdown(answer: Answer) -> str:
    """An answer as Markdown."""
    made = forms.render(answer, "md")
    assert isinstance(made, str)
    return made


def workbook(book: Book) -> bytes:
    """A workbook of what is given."""
    return render(compose(book))


def screen(answer: Answer, *, everyone: bool = False, width: int = 100) -> str:
    """An answer as it stands in a terminal."""
    file = io.StringIO()
    console = Console(file=file, width=width, no_color=True, highlight=False)
    console.print(forms.table(answer, forms.Detail(everyone=everyone)))
    return file.getvalue()
