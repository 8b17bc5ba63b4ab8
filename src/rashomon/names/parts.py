"""A name taken apart: its own words, and what beside them tells it from others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rashomon.ledger import EntityKind
from rashomon.names.aliases import Aliases, read_aliases
from rashomon.names.gazetteer import gazetteer
from rashomon.names.spelling import skeleton_of, sound_of, words_of
from rashomon.names.words import PERSON_NOUNS, TITLES

# What stands before a name without being part of it: titles, and the fields of those who bear them.
HONOURS = (
    TITLES
    | PERSON_NOUNS
    | frozenset(
        "interior foreign defence defense finance health justice police fire army navy air force state shaikh shaykh "
        "sheik haji hajji hadji mullah maulana ayatollah hojatoleslam imam mr mrs ms herr frau monsieur madame senor "
        "prasident presidente saint sir".split()
    )
) - frozenset("major master young".split())
AFTER = frozenset("phd md dds esq mp mep qc kc obe".split())
GENERATIONS = {
    **dict.fromkeys(("sr", "snr", "senior"), "senior"),
    **dict.fromkeys(("jr", "jnr", "junior", "ii"), "junior"),
    "iii": "third",
}
PARTICLES = frozenset("al el bin ibn ben bint abu van von der den da di do dos della as ash ad ul ur".split())
FORMS = frozenset(
    "inc incorporated ltd limited llc llp lp plc corp corporation co company ag gmbh kg kgaa ug se sa sas sarl srl spa "
    "sl nv bv ab oy as aps bvba ohg oao ooo ojsc jsc pao zao cjsc pjsc ano ip pte pty na sc kft sro doo ead akg "
    "aktiengesellschaft gesellschaft sp zoo bhd sdn pt ska lllp".split()
)
LONG_FORMS = re.compile(
    r"\b(?:limited liability company|(?:public |open |closed )?joint stock company|public limited company|"
    r"gesellschaft mit beschrankter haftung|societatea cu raspundere limitata|sp z o ?o|s a de c v|"
    r"obshch?estvo s ogranichenno[iy] otvetstvennost[iy]u|ak[cts]+ionernoe obshch?estvo)\b"
)
# Words that a firm bears in one report and not in the next.
GENERIC = frozenset(
    "group firm organisation party movement corporation company "
    "international national global world general state public royal central federal joint holding holdings industries "
    "services systems trading enterprises solutions partners of organisation organization".split()
)
OF_STATE = frozenset(
    "ministry department army navy police government parliament court embassy agency office council committee "
    "commission prosecutors guard coastguard senate treasury bureau".split()
)
COMPASS = frozenset(
    "north south east west northern southern eastern western upper lower northeast northwest southeast southwest "
    "northeastern northwestern southeastern southwestern".split()
)
SORTS = frozenset(
    "district region province county oblast raion governorate prefecture territory department canton municipality "
    "river lake bay gulf sea ocean mount mountain island islands strait canal valley desert forest airport station "
    "port bridge street road avenue square hospital university school camp prison".split()
)
SETTLED = frozenset("city town village hamlet settlement".split())
_ORDINALS = dict(
    zip(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(),
        map(str, range(1, 13)),
        strict=True,
    )
)
_CARDINALS = dict(
    zip("one two three four five six seven eight nine ten eleven twelve".split(), map(str, range(1, 13)), strict=True)
)
_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
_ROMAN = dict(zip("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv".split(), map(str, range(1, 16)), strict=True))
_NUMBER = re.compile(r"(\d+)(?:st|nd|rd|th)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """A name's own words in order, and what tells it from other names."""

    kind: EntityKind
    words: tuple[str, ...]
    family: str  # of a person: the family name
    generation: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    compass: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    sorts: frozenset[str] = frozenset()  # of a place: a district, a river
    lines: frozenset[int] = frozenset()  # of the table of aliases, in which it stands with or without its country
    whole_lines: frozenset[int] = frozenset()  # in which it stands as it is
    son_of: frozenset[tuple[str, str]] = frozenset()
    acronym: str | None = None
    initials: frozenset[str] = frozenset()  # in which an acronym of it may be found
    of_state: bool = False
    generic: frozenset[str] = frozenset()

    @property
    def joined(self) -> str:
        """The words without what parts them."""
        return "".join(self.words)


def name_keys(name: str, kind: EntityKind, *, aliases: Aliases | None = None) -> frozenset[str]:
    """By what names that can be one are found among many: each has a key in common with the others."""
    parts = parts_of(name, kind, aliases or read_aliases())
    if kind is EntityKind.PERSON:
        own = parts.words[1:] or parts.words  # given names are too many men's to find anyone by
    else:
        own = tuple(word for word in parts.words if word not in parts.generic | OF_STATE) or parts.words
    keys = {_key(word) for word in (*own, parts.joined) if len(word) > 1}
    keys |= {f"line {line}" for line in parts.lines}
    keys |= {f"row {row}" for row in (parts.initials | {parts.acronym or ""}) if row}
    return frozenset(keys)


def sort_key(name: str, kind: EntityKind, *, aliases: Aliases | None = None) -> tuple[str, ...]:
    """An order in which names that are nearly one stand near each other: the family name first."""
    words = parts_of(name, kind, aliases or read_aliases()).words
    return tuple(map(sound_of, (*words[-1:], *words[:-1])))


def _key(word: str) -> str:
    return skeleton_of(word)[:3] or sound_of(word)[:2]


@lru_cache(maxsize=65536)
def parts_of(name: str, kind: EntityKind, known: Aliases) -> Parts:
    """Take a name apart, as one of that kind."""
    if kind is EntityKind.PERSON:
        return _person(name, words_of(name), known)
    return _body(name, tuple(known.words.get(word, word) for word in words_of(name)), kind, known)


def _person(name: str, words: tuple[str, ...], known: Aliases) -> Parts:
    lines = known.lines_of("people", words)
    generation = frozenset(GENERATIONS[word] for word in words[1:] if word in GENERATIONS)
    words = tuple(word for n, word in enumerate(words) if n == 0 or word not in GENERATIONS)
    while len(words) > 1 and (words[0] in HONOURS or words[0] in GENERATIONS):
        words = words[1:]
    while len(words) > 2 and (words[-1] in AFTER or words[-1] in FORMS or words[-1] == "dr"):
        words = words[:-1]
    threes = zip(words, words[1:], words[2:], strict=False)
    sons = frozenset((son, father) for son, between, father in threes if between in ("bin", "ibn", "ben"))
    own = tuple(word for word in words if word not in PARTICLES) or words
    own = tuple(dict.fromkeys(own))
    if "," in name and own:  # "Solin, Viktor"
        own = (*own[1:], own[0])
    return Parts(
        kind=EntityKind.PERSON,
        words=own,
        family="".join(own[-1:]),
        generation=generation,
        lines=lines,
        whole_lines=lines,
        son_of=sons,
    )


def _body(name: str, words: tuple[str, ...], kind: EntityKind, known: Aliases) -> Parts:
    bare = _without_forms(words) if kind is not EntityKind.PLACE else words
    numbers, bare = _numbers(bare)
    which = "places" if kind is EntityKind.PLACE else "organizations"
    whole = known.lines_of(which, words_of(name)) or known.lines_of(which, bare)
    countries, own = gazetteer().territories(bare)
    lines = whole or known.lines_of(which, own)
    compass = frozenset(word.removesuffix("ern") for word in own if word in COMPASS)
    sorts = frozenset(own) & SORTS if kind is EntityKind.PLACE and len(own) > 1 else frozenset()
    if kind is EntityKind.PLACE:
        own = tuple(word for word in own if word not in SORTS | SETTLED) or own
    own = own or (words_of(min(countries)) if countries else bare)
    return Parts(
        kind=kind,
        words=own,
        family="",
        numbers=numbers,
        compass=compass,
        countries=countries,
        sorts=sorts,
        lines=lines,
        whole_lines=whole,
        acronym=_acronym(name),
        initials=_initials(name),
        of_state=bool(OF_STATE & set(own)),
        generic=GENERIC & set(own),
    )


def _without_forms(words: tuple[str, ...]) -> tuple[str, ...]:
    """Without the legal form of a company, wherever it stands, if anything is left."""
    text = LONG_FORMS.sub(" ", " ".join(words))
    left = tuple(word for word in text.split() if word not in FORMS)
    return left or words


def _numbers(words: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
    """The numbers in figures, words or Roman figures, and the words that are left."""
    found: set[str] = set()
    left: list[str] = []
    tens = 0
    for n, word in enumerate(words):
        value = _value(word, first=n == 0)
        if word in _TENS:
            tens = _TENS[word]
        elif value is not None:
            found.add(str(int(value) + tens) if tens and int(value) < 10 else value)
            tens = 0
        else:
            left.append(word)
    if tens:
        found.add(str(tens))
    return frozenset(found), tuple(left) or words


def _value(word: str, *, first: bool) -> str | None:
    figure = _NUMBER.fullmatch(word)
    if figure:
        return str(int(figure[1]))
    return _ORDINALS.get(word) or _CARDINALS.get(word) or (None if first else _ROMAN.get(word))


def _acronym(name: str) -> str | None:
    """The letters of a name that is one word of two to six letters, most of them capitals ("MoD", "E.U.")."""
    letters = name.strip().replace(".", "")
    capitals = sum(char.isupper() for char in letters)
    return letters.lower() if letters.isalpha() and 2 <= len(letters) <= 6 and capitals * 2 > len(letters) else None


def _initials(name: str) -> frozenset[str]:
    """The first letters of its words, with and without the little ones."""
    every = re.findall(r"\w+", re.sub(r"['’]s\b", "", name))
    rows = (every, words_of(name))
    return frozenset("".join(word[0] for word in row).lower() for row in rows if len(row) > 1)
