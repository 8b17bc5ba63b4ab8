"""Turns of speech in interviews, transcripts and records of debates: whose words each is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rashomon.ledger import Report, Role
from rashomon.read.boxes import CALLED
from rashomon.read.bylines import NAME, plain, same_words, title_case
from rashomon.split.lines import Label, Line, cut
from rashomon.split.reprints import OFFICES, is_short_for

TIME = r"[\[(]?\d{1,2}:\d\d(?::\d\d)?[\])]?"
SPOKEN = re.compile(
    rf"^\W*(?:{TIME}\s*[-–—]?\s*)?(?P<label>[^:!?“”\"]{{1,90}}?)\s*(?:{TIME}\s*:?\s*$|{TIME}\s*:\s+|:(?:\s+|$))"
)
AFTER_COLON = re.compile(r"\s*")
AFTER_BOLD = re.compile(r"^(?:\s*\([^()]*\))*\s*(?::|[.–—-]\s|$)\s*")
ASKING = re.compile(r"^(?:q|question|frage|interviewer)\W?\d*$", re.I)
ANSWERING = re.compile(r"^(?:a|answer|antwort|interviewee|reply)\W?\d*$", re.I)
INITIALS = re.compile(r"^[A-ZÀ-Þ](?:\.? ?[A-ZÀ-Þ]){1,3}\.?$")
HONORIFIC = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Dame|Lord|Lady|Baroness|Senator|Sen|Rep|Hon|Herr|Frau)\.?"
_RANKS = (
    "sheriff captain colonel general major sergeant lieutenant admiral judge justice minister president secretary "
    "chairman chairwoman governor mayor professor doctor chief inspector commissioner deputy ambassador"
)
TITLE = re.compile(rf"^(?:(?:{HONORIFIC}|{'|'.join(_RANKS.split())})\s+)+", re.I)
PERSON = re.compile(rf"^(?:{HONORIFIC}\s+)?{NAME}$")
OFFICE_HOLDER = re.compile(r"^The\s+[A-Z]\w+(?:[\s,]+[\w'’-]+){0,8}$", re.I)
# A record's own style: "Ms. TARR of Ashby. I yield." and "The SPEAKER. The time has expired."
IN_RECORD = re.compile(
    r"^\W*(?P<label>(?:The|Mr\.|Mrs\.|Ms\.|Miss|Dr\.)\s+[A-ZÀ-Þ][A-ZÀ-Þ'’-]+(?:\s+[A-ZÀ-Þ]{2,})*"
    r"(?:\s+(?:pro tempore|of [A-Z]\w+(?: [A-Z]\w+)?))?)\.\s+(?=\S)"
)
IN_COURT = re.compile(r"^\W*(?P<label>[QA])\.\s+(?=[A-Z(])")  # "Q. Where were you?"
EXAMINER = re.compile(r"^by\s+(?=\S)", re.I)  # "BY MS. IDE:" stands above the questions that she puts
CALLS = re.compile(rf"\bcalls?\s+(?:to the stand\s+)?(?P<name>{NAME})")
SPEAKER_WORDS = CALLED["speaker"]
BRACKETED = re.compile(r"^(?:\([^()]*\)\s*)+$")
ASIDE = re.compile(
    r"^\W*[\[(][^()\[\]]*[\])]\W*$|^the (?:meeting|sitting|house|session|hearing|committee)\b.{0,40}\b"
    r"(?:rose|adjourned|suspended|resumed|called to order)\b",
    re.I,
)
SELF = re.compile(r"(?<![\w'’])(?:I|I['’](?:m|ve|d|ll)|[Mm]y|[Mm]e)(?![\w'’])")
HEADINGS = frozenset({"h2", "h3", "h4", "h5"})
STORY = frozenset({Role.ARTICLE, Role.COMMENTARY})
MIN_TURNS = 3
TURNS_SHARE = 0.25
MAX_LABEL_WORDS = 12

Labelled = list[tuple[Line, Label]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Where somebody begins to speak: the line, where in it his words begin, and what he is called there."""

    line: int
    at: int
    called: str


def label_turns(labelled: Labelled, report: Report) -> Labelled:
    """The story's lines, each turn in its speaker's voice where the page is an interview, a transcript or a record.

    What stands in brackets on a line of its own is the page's. The labels are boilerplate.
    """
    own = [n for n, (_, label) in enumerate(labelled) if label.role in STORY]
    lines = {n: labelled[n][0] for n in own}
    turns = _labelled_turns(lines) or _asked(lines)
    if not turns:
        return labelled
    voices = _voices(turns, lines, report)
    starts = {turn.line: turn for turn in turns}
    out: Labelled = []
    current: Turn | None = None
    for n, (line, label) in enumerate(labelled):
        if n not in lines:
            out.append((line, label))
            continue
        current = starts.get(n, current)
        out += _spoken(line, label, current, starts.get(n), voices, report)
    return out


def _spoken(
    line: Line, label: Label, current: Turn | None, begun: Turn | None, voices: dict[str, str | None], report: Report
) -> Iterator[tuple[Line, Label]]:
    if begun and begun.at:
        called, line = cut(line, begun.at)
        yield called, Label(role=Role.BOILERPLATE, voice=report.publisher)
    if line.text.strip():
        aside = (
            current is None
            or ASIDE.match(line.text)
            or (not begun and line.text.isupper())
            or (not begun and _is_set_off(line))
        )
        yield line, label if aside or current is None else replace(label, voice=voices[current.called])


def _labelled_turns(lines: dict[int, Line]) -> list[Turn]:
    """The turns that open with a name and a colon, or with a name in bold; none where the names do not come again."""
    turns = _with_unlabelled(_with_offices([t for n, line in lines.items() if (t := _turn(n, line))], lines), lines)
    turns = _examined(turns, lines)
    counts = Counter(plain(_bare(turn.called)) for turn in turns)
    again = len(counts) > 1 and max(counts.values()) > 1
    return turns if again and len(turns) >= MIN_TURNS and len(turns) >= TURNS_SHARE * len(lines) else []


def _examined(turns: list[Turn], lines: dict[int, Line]) -> list[Turn]:
    """The turns of a witness and of who examines him by their names, where the transcript gives them."""
    out: list[Turn] = []
    examiner: str | None = None
    witness: str | None = None
    for turn in turns:
        text = lines[turn.line].text
        examiner = EXAMINER.sub("", turn.called) if EXAMINER.match(turn.called) else examiner
        called = CALLS.search(text)
        witness = called["name"].strip(" .,") if called else witness
        names = {"Q": examiner, "A": witness} if examiner else {}
        out.append(replace(turn, called=names.get(turn.called) or EXAMINER.sub("", turn.called)))
    return out


def _with_offices(turns: list[Turn], lines: dict[int, Line]) -> list[Turn]:
    """The turns, a label of its own line together with the line in brackets under it ("(Upper Vell)")."""
    out: list[Turn] = []
    for turn in turns:
        below = lines.get(turn.line + 1)
        alone = turn.at >= len(lines[turn.line].text) and below is not None and BRACKETED.match(below.text)
        if alone and below is not None:
            called = f"{turn.called} {below.text.strip()}"
            out += [replace(turn, called=called), Turn(line=turn.line + 1, at=len(below.text), called=called)]
        else:
            out.append(turn)
    return out


def _with_unlabelled(turns: list[Turn], lines: dict[int, Line]) -> list[Turn]:
    """The turns, and the questions that stand without a label between two answers of one speaker."""
    asked = [
        Turn(line=n, at=0, called="Q")
        for left, right in pairwise(turns)
        if left.called == right.called
        for n in [max((n for n in lines if n < right.line), default=left.line)]
        if n > left.line and lines[n].text.rstrip("\"'”’ ").endswith("?")
    ]
    return sorted([*turns, *asked], key=lambda turn: turn.line)


def _turn(n: int, line: Line) -> Turn | None:
    """The turn that a line opens: by a name in bold, a speaker's heading, or a label as records have it."""
    text = line.text
    for marked in (value for key, value in line.marks if key == "strong" and text.startswith(value)):
        after = (AFTER_COLON if marked.rstrip().endswith(":") else AFTER_BOLD).match(text, len(marked))
        called = marked.rstrip(" :.–—-")
        if after and _is_speaker(called, bold=True):
            return Turn(line=n, at=after.end(), called=called)
    if line.tags & HEADINGS or line.names & SPEAKER_WORDS:
        return Turn(line=n, at=len(text), called=text.strip()) if _is_speaker(text.strip(), bold=True) else None
    found = IN_RECORD.match(text) or IN_COURT.match(text) or SPOKEN.match(text)
    if found and (found.re is IN_RECORD or _is_speaker(found["label"], bold=False)):
        return Turn(line=n, at=found.end(), called=found["label"].strip())
    return None


def _is_speaker(called: str, *, bold: bool) -> bool:
    """Whether words can be what a speaker is called: a name, capitals, initials, "Q", or an office before a name."""
    bare = _bare(called)
    if not bare or len(called.split()) > MAX_LABEL_WORDS:
        return False
    if ASKING.match(bare) or ANSWERING.match(bare) or INITIALS.match(bare) or PERSON.match(bare):
        return True
    return (bold or called != bare or bare.isupper()) and bool(OFFICE_HOLDER.match(bare) or bare.isupper())


def _bare(called: str) -> str:
    """A label without what stands in brackets or behind a comma: the person in brackets where it is an office."""
    inner = re.search(r"\(([^()]*)\)", called)
    outer = re.sub(r"\s*[(\[][^()\[\]]*[)\]]", "", called).split(",")[0].strip()
    outer = re.sub(r"(?<=[A-ZÀ-Þ]) of .*", "", outer)
    if inner and OFFICE_HOLDER.match(outer) and PERSON.match(inner[1]):
        return inner[1]
    return outer


def _asked(lines: dict[int, Line]) -> list[Turn]:
    """The turns of an interview whose questions are set in other type, or as headings, and whose answers are not."""
    asked = [n for n, line in lines.items() if _is_set_off(line)]
    answered = [n for n, after in pairwise(lines) if n in asked and after not in asked]
    questions = [n for n in asked if lines[n].text.rstrip("\"'”’ ").endswith("?")]
    if len(answered) < MIN_TURNS or 2 * len(questions) < len(asked):
        return []
    answers = [lines[n] for n in lines if n > asked[0] and n not in asked]
    if not any(SELF.search(line.unquoted) for line in answers) or any(SELF.search(lines[n].unquoted) for n in asked):
        return []  # questions and answers of an office to its public
    turns = [Turn(line=n, at=0, called="Q") for n in asked]
    turns += [Turn(line=after, at=0, called="A") for n, after in pairwise(lines) if n in answered]
    return sorted(turns, key=lambda turn: turn.line)


def _is_set_off(line: Line) -> bool:
    """Whether a line is a heading, or set in bold or italics from end to end."""
    strong = any(key == "strong" and same_words(value, line.text) for key, value in line.marks)
    return strong or bool(line.tags & HEADINGS)


def _voices(turns: Sequence[Turn], lines: dict[int, Line], report: Report) -> dict[str, str | None]:
    """Who speaks under each label: the fullest name that the page has for it."""
    known = Counter(_names(report.text))
    known.update(_named(turn.called) for turn in turns)
    guest = _guest(lines, turns[0].line, report)
    return {turn.called: _voice(turn.called, known, guest, report) for turn in turns}


def _voice(called: str, known: Counter[str], guest: str | None, report: Report) -> str | None:
    bare = _bare(called)
    if ASKING.match(bare):
        asked_by_others = report.publisher is not None and OFFICES.search(report.publisher)
        return None if asked_by_others else report.publisher
    if is_short_for(bare, report.publisher) and not OFFICES.search(bare):
        return report.publisher
    if ANSWERING.match(bare):
        return guest
    name = _named(called)
    initials = re.sub(r"[^A-ZÀ-Þ]", "", bare) if INITIALS.match(bare) else None
    fuller = [one for one in known if _fits(one, name, initials)]
    longest = max(fuller, key=lambda one: (one in report.authors, known[one], len(one)), default=None)
    if longest:
        return report.publisher if is_short_for(longest, report.publisher) else longest
    return _cased(bare if len(name.split()) == 1 else name)


def _cased(name: str) -> str:
    """A name with its words in capitals as they would stand in a sentence ("Ms. TARR": "Ms. Tarr")."""
    return title_case(name) if name.isupper() else re.sub(r"\b[A-ZÀ-Þ]{2,}\b", lambda word: word[0].capitalize(), name)


def _fits(full: str, name: str, initials: str | None) -> bool:
    """Whether a name of several words ends in the one given, or has those initials."""
    words = full.split()
    if len(words) < 2:
        return False
    if initials:
        return "".join(word[0] for word in words) == initials
    return len(name.split()) == 1 and (words[-1] == name or words[0] == name)


def _named(called: str) -> str:
    """The name in a label, as it would stand in a sentence, without titles."""
    return TITLE.sub("", title_case(_bare(called)))


def _names(text: str) -> Iterator[str]:
    """The names of two words or more in a text, titles left out."""
    for found in (found for line in text.split("\n") for found in re.finditer(NAME, line)):
        name = re.sub(r"['’]s?$", "", TITLE.sub("", found[0]).strip(" .,’'"))
        if len(name.split()) > 1:
            yield name


def _guest(lines: dict[int, Line], first: int, report: Report) -> str | None:
    """Who is interviewed: of the names above the first turn, the one that the page has most often, none of its own."""
    own = [plain(name) for name in (*report.authors, report.publisher or "")]
    counts = Counter(name for name in _names(report.text) if plain(name) not in own)
    above = "\n".join([report.title or "", *(line.text for n, line in lines.items() if n < first)])
    told = [name for name in _names(above) if name in counts and not is_short_for(name, report.publisher)]
    return max(told, key=lambda name: counts[name], default=None)
