"""The answer to a question: one type a question, of which every form is made."""

from typing import ClassVar, Self

from narrow.model.data import Json, to_data

VERSION = 2


class Result:
    """What a question gives; `kind` is the word of its command."""

    __slots__ = ()
    kind: ClassVar[str] = ""

    @classmethod
    def schema_id_of(cls) -> str:
        """Give the id of the form, such as `narrow/tally/2`."""
        return f"narrow/{cls.kind}/{VERSION}"

    @property
    def schema_id(self) -> str:
        """The form of this JSON, as `narrow schema` describes it."""
        return self.schema_id_of()

    def named(self, *, everyone: bool) -> Self:
        """Give what is shown of it; without `everyone`, only whom it is about."""
        return self

    @property
    def data(self) -> Json:
        """All of it as what JSON can hold."""
        return to_data(self)
