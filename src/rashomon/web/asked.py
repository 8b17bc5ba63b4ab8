"""What a page is asked for, and long lists a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlencode

from rashomon.web.desk import Desk, Held
from rashomon.web.view import State, View

T = TypeVar("T")
U = TypeVar("U")


class NotThere(Exception):
    """What is asked for is not in the case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown(Generic[T]):
    """One page of a long list; pages count from 1."""

    items: tuple[T, ...]
    total: int
    page: int
    pages: int

    def each(self, make: Callable[[T], U]) -> Shown[U]:
        """The same part of the list, with what is made of each item."""
        return Shown(items=tuple(map(make, self.items)), total=self.total, page=self.page, pages=self.pages)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What is asked of a case: its state when the question came, and the question."""

    held: Held
    state: State
    params: Mapping[str, str]

    @property
    def view(self) -> View:
        """What to look things up in."""
        return self.state.view

    def text(self, name: str) -> str:
        """A parameter, "" where it is not given."""
        return self.params.get(name, "").strip()

    def number(self, name: str, default: int = 0) -> int:
        """A parameter that counts; what is no number is the default."""
        said = self.params.get(name, "")
        return int(said) if said.isdecimal() and len(said) < 10 else default

    def page_of(self, items: Sequence[T], size: int, *, by: str = "page") -> Shown[T]:
        """The part of the list that the parameter ``by`` asks for; past the end it is the last."""
        pages = max(1, -(-len(items) // size))
        page = min(max(1, self.number(by, 1)), pages)
        return Shown(items=tuple(items[(page - 1) * size : page * size]), total=len(items), page=page, pages=pages)

    def find(self, among: Mapping[str, T], name: str) -> T:
        """What has the id that stands in the parameter. Raises NotThere where nothing has."""
        if self.text(name) not in among:
            raise NotThere(f"{self.text(name) or 'nothing'}: no {name} of this id is in the case")
        return among[self.text(name)]

    def address(self, path: str, **query: object) -> str:
        """An address in this case; parameters without a value are left out."""
        told = urlencode({name: value for name, value in query.items() if value not in (None, "")})
        return f"{self.view.base}/{path}" + (f"?{told}" if told else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskAsk:
    """What is asked of the desk as a whole."""

    desk: Desk
