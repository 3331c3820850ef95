"""A mapping makes a form of import of its own, as if narrow knew the list."""

from functools import partial

from narrow.imports.forms import Form
from narrow.imports.mapped import mapped
from narrow.imports.shape import Listing
from narrow.imports.targets import more_columns
from narrow.model.mapping import ListMapping


def form_by(mapping: ListMapping) -> Form:
    """Give the form by which a list is imported under a mapping; nobody's listings are complete."""
    publisher = mapping.publisher or mapping.title
    listing = Listing(mapping.id, mapping.title, "", publisher, more=more_columns(mapping))
    return Form("mapping", mapping.title, partial(mapped, mapping=mapping), listing)
