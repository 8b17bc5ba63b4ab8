"""Words that say nothing of the matter; classes of happenings and states, and which exclude one another.

The classes are the readable table beside this file.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from rashomon.ledger import Kind

# Words of grammar and of saying, which any two claims share by chance.
LIGHT = frozenset(
    "a an the this that these those and or but nor so if then "
    "than as at by for from in into of off on onto out over to "
    "up with without within upon about above after again all "
    "also am any are be because been before being below between "
    "both can could did do does down during each few had has have having he her here hers him his how i it its itself "
    "just me more most my no not now once only other our "
    "own same she should some such too under until very was we were "
    "what when where which while who whom why will would you your they them their there one two say tell add call make "
    "take go get come give put see know think want let us yes never nobody nothing none every much many still yet even "
    "ever mr mrs ms dr year day time way thing people person man woman".split()
)
# Nouns for a side of what happened, which the noun behind "of" names.
ASPECTS = frozenset("time date day hour moment place site scene spot location cause number toll".split())
# Verbs by which one who was there lets a word into an account: "…, a passenger saw".
WITNESSING = frozenset("see hear watch witness notice observe".split())
WINDOW = 4  # lemmas of one entry ("give+up") stand at most this far apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Class:
    """Words for one kind of happening; ``theme`` is the argument of which it is said; ``moving`` how a count runs.

    ``mutual``: who does it to another has it done to himself: a collision.
    """

    name: str
    theme: str
    moving: str | None
    mutual: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Opposition:
    """Two classes that cannot both be true of one theme."""

    kind: Kind
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The table, indexed."""

    classes: dict[str, Class]
    single: dict[str, tuple[str, ...]]  # lemma -> classes
    several: dict[str, tuple[tuple[tuple[str, ...], str], ...]]  # first lemma -> (entry, class)
    opposed: dict[frozenset[str], Opposition]

    def classes_of(
        self, lemmas: Sequence[str], alone: Collection[str] | None = None, predicate: str | None = None
    ) -> frozenset[str]:
        """The classes that the words of a claim belong to; entries of one word only where it is among ``alone``.

        "=lock" stands for the verb alone, where it is the predicate: a lock is not locked.
        """
        if predicate is not None:
            lemmas = (*lemmas, f"={predicate}")
            alone = None if alone is None else {*alone, f"={predicate}"}
        found = {name for lemma in lemmas if alone is None or lemma in alone for name in self.single.get(lemma, ())}
        for at, lemma in enumerate(lemmas):
            for entry, name in self.several.get(lemma, ()):
                if _stands(entry, lemmas, at):
                    found.add(name)
        return frozenset(found)

    def versus(self, classes: Iterable[str]) -> list[str]:
        """The oppositions that any of the classes stands in, each by the names of its two sides."""
        return sorted({"/".join(sorted(pair)) for pair in self.opposed if not pair.isdisjoint(classes)})

    def opposition(self, left: Iterable[str], right: Iterable[str]) -> tuple[str, str, Opposition] | None:
        """The first pair of classes, one of each side, that exclude one another."""
        right = sorted(right)
        for a in sorted(left):
            for b in right:
                found = self.opposed.get(frozenset((a, b)))
                if found is not None:
                    return a, b, found
        return None


def _stands(entry: Sequence[str], lemmas: Sequence[str], at: int) -> bool:
    """Whether the lemmas of the entry follow one another from here on, each within the window."""
    place = at
    for lemma in entry[1:]:
        near = lemmas[place + 1 : place + 1 + WINDOW]
        if lemma not in near:
            return False
        place += 1 + near.index(lemma)
    return True


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The shipped table, read once."""
    table = tomllib.loads(files("rashomon").joinpath("lexicon.toml").read_text("utf-8"))
    single: dict[str, list[str]] = defaultdict(list)
    several: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    classes = {}
    for name, row in table["class"].items():
        classes[name] = Class(name=name, theme=row["theme"], moving=row.get("moving"), mutual=row.get("mutual", False))
        for word in row["words"].split():
            parts = tuple(word.split("+"))
            if len(parts) == 1:
                single[word].append(name)
            else:
                several[parts[0]].append((parts, name))
    opposed = {
        frozenset((row["a"], row["b"])): Opposition(kind=Kind(row["kind"]), question=row["question"])
        for row in table["opposed"]
    }
    return Lexicon(
        classes=classes,
        single={lemma: tuple(names) for lemma, names in single.items()},
        several={lemma: tuple(entries) for lemma, entries in several.items()},
        opposed=opposed,
    )
