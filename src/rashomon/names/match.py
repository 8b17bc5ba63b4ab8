"""Whether two names can be one person, organisation or place, how sure that is, and why.

Words meet words, by spelling, sound, nickname or initial; a veto says what keeps two names apart whatever meets.
Source: the order of the questions is nomenklatura's (logic_v2), the folding of sounds our own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rashomon.ledger import EntityKind
from rashomon.names.aliases import Aliases, read_aliases
from rashomon.names.parts import Parts, parts_of
from rashomon.names.spelling import is_foreign, nearness, skeleton_of, sound_of

SURE = 0.8  # from here on two names are taken for one between reports
LONE = 0.7  # from here on a surname alone can be a full name's, where only one is there
SOUND = 0.97
VARIANT = 0.93
INITIAL = 0.82
LONE_SURNAME, LONE_OTHER = 0.74, 0.62  # one word against a full name: the family name, or another of its words
MORE_NAMES = 0.05  # what each name costs that only the longer form has
OUT_OF_ORDER = 0.15  # two names of a fuller one, the other way round
MORE_WORDS, MORE_GENERIC, MORE_COUNTRY = 0.62, 0.9, 0.85  # factor for each word more that an organisation has
KNOWN = "known by both names"
WEAKEST = 0.7  # how much the worst word weighs beside the mean of all


class By(StrEnum):
    """How two words meet."""

    SPELLING = "spelling"
    SOUND = "sound"
    NEAR = "near spelling"
    NAME = "forms of one given name"
    INITIAL = "initial"
    CONSONANTS = "consonants"
    APART = "nothing"


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two words of two names, and how they meet."""

    left: str
    right: str
    by: By
    score: float


@dataclass(frozen=True, slots=True)
class Match:
    """How sure it is (0..1) that two names can be one, the words that meet, and what speaks against it."""

    score: float
    meetings: tuple[Meeting, ...] = ()
    by: str | None = None  # where the whole names meet: an alias, an acronym
    veto: str | None = None
    more: tuple[str, ...] = ()  # words that only the longer name has

    @property
    def why(self) -> str:
        """One line for a reader."""
        if self.veto:
            return f"apart: {self.veto}"
        told = [self.by] if self.by else [f"{m.left} / {m.right} ({m.by.value})" for m in self.meetings]
        return "; ".join([*told, *(f"{word} more" for word in self.more)]) or "nothing meets"


def match_names(one: str, other: str, kind: EntityKind, *, aliases: Aliases | None = None) -> Match:
    """Say whether two names can be one of that kind; symmetric in its score.

    People by their words in any order; others are told apart by numbers, countries, points of the compass and what
    sort of place they are. Without ``aliases`` the shipped table is asked.
    """
    known = aliases or read_aliases()
    first, second = sorted((one, other))
    return _matched(first, second, kind, known)


@lru_cache(maxsize=262144)
def _matched(one: str, other: str, kind: EntityKind, known: Aliases) -> Match:
    a, b = parts_of(one, kind, known), parts_of(other, kind, known)
    if not a.words or not b.words:
        return Match(0.0)
    veto = _veto(a, b)
    if veto:
        return Match(0.0, veto=veto)
    if a.whole_lines & b.whole_lines:
        return Match(SOUND, by=KNOWN)
    if a.lines & b.lines:
        return _whole(a, b, KNOWN, SOUND)
    if a.words == b.words or a.joined == b.joined:
        return _whole(a, b, "the same words" if a.words == b.words else "the same letters")
    if "".join(map(sound_of, a.words)) == "".join(map(sound_of, b.words)):
        return _whole(a, b, "the same sounds", SOUND)
    if _is_acronym(a, b) or _is_acronym(b, a):
        return _whole(a, b, "acronym", VARIANT)
    words = _Words(a, b, known, foreign=is_foreign(one) != is_foreign(other))
    return words.as_person() if kind is EntityKind.PERSON else words.as_body()


def _veto(a: Parts, b: Parts) -> str | None:
    """What keeps the two apart, in words."""
    for what, x, y in (
        ("generations", a.generation, b.generation),
        ("numbers", a.numbers, b.numbers),
        ("directions", a.compass, b.compass),
    ):
        if x != y and ((x and y) or what == "directions"):
            return f"two {what}: {', '.join(sorted(x)) or 'none'}, {', '.join(sorted(y)) or 'none'}"
    if a.whole_lines & b.whole_lines:
        return None
    if a.lines and b.lines and not a.lines & b.lines:
        return "known as two"
    if a.countries and b.countries and not a.countries & b.countries:
        return f"two countries: {', '.join(sorted(a.countries))}, {', '.join(sorted(b.countries))}"
    if a.kind is EntityKind.PLACE and a.sorts != b.sorts:
        return f"two sorts of place: {', '.join(sorted(a.sorts ^ b.sorts))}"
    if a.kind is EntityKind.PLACE and (a.countries != b.countries) and (a.countries or b.countries):
        return f"a country and not that country: {', '.join(sorted(a.countries | b.countries))}"
    if a.son_of & {(y, x) for x, y in b.son_of} - b.son_of:
        return "son and father exchanged"
    return None


def _whole(a: Parts, b: Parts, by: str, score: float = 1.0) -> Match:
    """The whole names meet; a country or a number that only one names makes it less sure."""
    if (bool(a.countries) != bool(b.countries)) and a.kind is EntityKind.ORGANIZATION:
        score *= MORE_COUNTRY if a.of_state and b.of_state else MORE_WORDS
    if bool(a.numbers) != bool(b.numbers):
        score *= MORE_WORDS
    return Match(score, by=by)


def _is_acronym(short: Parts, long: Parts) -> bool:
    """Whether one is written as a row of capitals that begin the other's words, little ones counted or not."""
    return short.acronym is not None and short.acronym in long.initials


class _Words:
    """The words of two names, set against one another."""

    def __init__(self, a: Parts, b: Parts, known: Aliases, *, foreign: bool) -> None:
        self.a, self.b, self.known, self.foreign = a, b, known, foreign
        self.left, self.right = _rejoin(a.words, b.words)
        self.left = _spread(self.left, self.right)
        self.right = _spread(self.right, self.left)

    def as_person(self) -> Match:
        """Any order of the words, and fewer words on one side, but never two given names."""
        meetings, more, ordered = self.meet()
        clash = next((m for m in meetings if self._two_given(m)), None)
        if clash is not None:
            return Match(0.0, meetings, veto=f"two given names: {clash.left}, {clash.right}")
        score = _together(meetings)
        if not more:
            score *= 0.5 if all(m.by is By.INITIAL for m in meetings) else 1.0
        elif len(meetings) == 1:
            family = self.a.family if len(self.left) > 1 else self.b.family
            score *= LONE_SURNAME if family in (meetings[0].left, meetings[0].right) else LONE_OTHER
        else:
            score *= max(0.5, 1 - MORE_NAMES * len(more) - OUT_OF_ORDER * (not ordered))
        return Match(score, meetings, more=more)

    def as_body(self) -> Match:
        """Organisations and places: each word counts, those that many bear less."""
        meetings, more, _ = self.meet()
        if self.a.of_state and self.b.of_state:
            clash = next((m for m in meetings if m.by in (By.NEAR, By.APART)), None)
            if clash is not None:
                return Match(0.0, meetings, veto=f"two fields: {clash.left}, {clash.right}")
        score = _together(meetings)
        for word in more:
            score *= MORE_GENERIC if word in self.a.generic | self.b.generic else MORE_WORDS
        whole = _whole(self.a, self.b, "", score)
        return Match(whole.score, meetings, more=more)

    def meet(self) -> tuple[tuple[Meeting, ...], tuple[str, ...], bool]:
        """Each word of the shorter name with its best in the longer, the words left over, and whether in one order."""
        places = [(i, j) for i in range(len(self.left)) for j in range(len(self.right))]
        of = {(i, j): self.of(self.left[i], self.right[j]) for i, j in places}
        kept: dict[int, int] = {}
        for i, j in sorted(places, key=lambda at: (-of[at].score, abs(at[0] - at[1]), at)):
            if i not in kept and j not in kept.values():
                kept[i] = j
        rights = [kept[i] for i in sorted(kept)]
        rest = [word for i, word in enumerate(self.left) if i not in kept]
        rest += [word for j, word in enumerate(self.right) if j not in rights]
        return tuple(of[i, kept[i]] for i in sorted(kept)), tuple(rest), rights == sorted(rights)

    def of(self, x: str, y: str) -> Meeting:
        """How two words meet."""
        if x == y:
            return Meeting(x, y, By.SPELLING, 1.0)
        person = self.a.kind is EntityKind.PERSON
        if person and 1 in (len(x), len(y)):
            same = x[0] == y[0] or sound_of(x)[:1] == sound_of(y)[:1]
            return Meeting(x, y, By.INITIAL if same else By.APART, INITIAL if same else 0.0)
        if person and self.known.given.get(x, frozenset()) & self.known.given.get(y, frozenset()):
            return Meeting(x, y, By.NAME, VARIANT)
        sounds = sound_of(x), sound_of(y)
        if sounds[0] == sounds[1]:
            return Meeting(x, y, By.SOUND, SOUND)
        if x.isdigit() or y.isdigit():
            return Meeting(x, y, By.APART, 0.0)
        near = max(nearness(x, y), nearness(*sounds))
        bare = nearness(skeleton_of(x), skeleton_of(y)) * VARIANT if self.foreign else 0.0
        return Meeting(x, y, By.CONSONANTS if bare > near else By.NEAR, max(near, bare))

    def _two_given(self, meeting: Meeting) -> bool:
        """Whether the words are two given names, neither a form of the other."""
        if meeting.by is not By.NEAR:
            return False
        lines = [self.known.given.get(word, frozenset()) for word in (meeting.left, meeting.right)]
        return all(lines) and not lines[0] & lines[1]


def _together(meetings: Sequence[Meeting]) -> float:
    """The worst word counts most, the mean of all the rest."""
    scores = [m.score for m in meetings]
    return WEAKEST * min(scores) + (1 - WEAKEST) * sum(scores) / len(scores)


def _rejoin(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Both names with neighbouring words put together that the other writes as one ("Good Will" / "Goodwill")."""
    return _joined_as(a, b), _joined_as(b, a)


def _joined_as(words: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    wanted = {sound_of(word): word for word in other if word not in words}
    for at in range(len(words) - 1):
        for end in (at + 3, at + 2):
            whole = sound_of("".join(words[at:end]))
            if end <= len(words) and whole in wanted:
                return _joined_as((*words[:at], wanted[whole], *words[end:]), other)
    return words


def _spread(words: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    """The words with a run of initials taken apart where the other has names that begin so: "jc" as "j", "c"."""
    initials = "".join(word[0] for word in other)
    return tuple(
        part
        for word in words
        for part in (word if 2 <= len(word) <= 3 and word not in other and word in initials else (word,))
    )
