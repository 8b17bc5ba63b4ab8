#!/usr/bin/env python3
"""Score ``rashomon attribute`` on a corpus of attributions, for each reader, and sort what goes wrong by kind.

Usage: attribution.py GOLD.jsonl [--scorer score.py] [--by rules,model,both] [--json] [--show KIND]
       [--floors FILE --set NAME]

GOLD.jsonl holds an article a line, ``{"id", "text", "attributions": [{"source", "cue", "content"}]}``, spans as
``[start, end]`` in code points. The program gets id and text and nothing else, by its command. The scorer is the
``score.py`` beside the gold file. Errors are counted, never quoted: the corpus may not be read. ``--show KIND`` adds
where the errors of one kind are: reader, article, the offset of the cue and of the content.

A floor is named by reader and figure: ``both: content+source F1``.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from floors import add_options, hold
from scorers import load_scorer

READERS = ("rules", "model", "both")
# The columns of the table: where the scorer's answer holds each figure.
FIGURES: dict[str, tuple[str, ...]] = {
    "content F1": ("all", "content", "f1"),
    "content+source F1": ("all", "content+source", "f1"),
    "direct: content F1": ("direct", "content", "f1"),
    "direct: content+source F1": ("direct", "content+source", "f1"),
    "indirect: content F1": ("indirect", "content", "f1"),
    "indirect: content+source F1": ("indirect", "content+source", "f1"),
    "source accuracy": ("all", "source accuracy"),
}
Spans = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """One attribution of the corpus: what the kinds of error look at."""

    article: str
    text: str
    source: Spans
    cue: Spans
    content: Spans
    content_tokens: int
    cue_tokens: int
    nested: bool  # its content lies in that of another


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a gold attribution: whether its content was found, and then its source."""

    gold: Gold
    content: bool
    source: bool


def _begins(spans: Spans) -> int:
    return min(start for start, _ in spans)


def _earlier_sentence(one: Gold) -> bool:
    """Whether a sentence ends between the source and the cue after it (the content, where there is no cue)."""
    then = one.cue or one.content
    if not one.source or _begins(then) < _begins(one.source):
        return False
    return _ends_sentence(one.text[max(end for _, end in one.source) : _begins(then)])


def _ends_sentence(text: str) -> bool:
    """Whether a sentence ends in the text: a mark before white space, or a new line."""
    return "\n" in text or any(
        char in ".!?" and text[n + 1 : n + 2] in (" ", '"', "”", "’") for n, char in enumerate(text)
    )


def _several_sentences(one: Gold) -> bool:
    words = one.text[_begins(one.content) : max(end for _, end in one.content)]
    return _ends_sentence(words.rstrip('.!?"”’ \n'))


def _in_headline(one: Gold) -> bool:
    """Whether it stands in the first line of the article that has words."""
    first = one.text.lstrip()
    return "\n" not in first[: max(0, _begins(one.content) - (len(one.text) - len(first)))]


# The kinds of error: an attribution may be of several.
KINDS: dict[str, Callable[[Gold], bool]] = {
    "content of 1-5 tokens": lambda one: one.content_tokens <= 5,
    "content of 6-20 tokens": lambda one: 5 < one.content_tokens <= 20,
    "content of more than 20": lambda one: one.content_tokens > 20,
    "multi-word cue": lambda one: one.cue_tokens > 1,
    "no source": lambda one: not one.source,
    "source after the cue": lambda one: bool(one.source and one.cue) and _begins(one.source) > _begins(one.cue),
    "source in an earlier sentence": _earlier_sentence,
    "content over several sentences": _several_sentences,
    "content in pieces": lambda one: len(one.content) > 1,
    "headline": _in_headline,
    "nested in another": lambda one: one.nested,
}


def predict(articles: Iterable[Mapping[str, Any]], by: str, folder: Path) -> dict[str, list[dict[str, Any]]]:
    """What the command finds in each article, by the article's id."""
    texts, told = folder / "texts.jsonl", folder / f"{by}.jsonl"
    with texts.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps({"id": one["id"], "text": one["text"]}) + "\n" for one in articles)
    command = [sys.executable, "-m", "rashomon", "attribute", "--jsonl", "--by", by, str(texts), "-o", str(told)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"rashomon attribute --by {by} ended with {done.returncode}: {done.stderr.strip()}")
    with told.open(encoding="utf-8") as lines:
        return {one["id"]: one["attributions"] for one in map(json.loads, lines)}


def outcomes(
    scorer: ModuleType, articles: Iterable[Mapping[str, Any]], predicted: Mapping[str, list[dict[str, Any]]]
) -> Iterator[Outcome]:
    """What became of each gold attribution, paired as the scorer pairs."""
    for article in articles:
        doc = scorer.Doc(article["text"])
        marked = [a for a in (scorer.Att(doc, d) for d in article["attributions"]) if a.content]
        found = [a for a in (scorer.Att(doc, d) for d in predicted.get(article["id"], [])) if a.content]
        pairs = dict(scorer.match(marked, found, 0.5))
        for n, one in enumerate(marked):
            agrees = n in pairs and scorer.same_source(one, found[pairs[n]])
            yield Outcome(gold=_gold(article, one, marked), content=n in pairs, source=bool(agrees))


def _gold(article: Mapping[str, Any], one: Any, marked: Sequence[Any]) -> Gold:
    return Gold(
        article=str(article["id"]),
        text=article["text"],
        source=one.raw.get("source") or (),
        cue=one.raw.get("cue") or (),
        content=one.raw["content"],
        content_tokens=len(one.content),
        cue_tokens=len(one.cue),
        nested=any(one is not other and one.content < other.content for other in marked),
    )


def figures(scored: Mapping[str, Any]) -> dict[str, float]:
    """The figures of the table, 0..1, out of all that the scorer says."""
    out = {}
    for name, path in FIGURES.items():
        value: Any = scored
        for key in path:
            value = value[key]
        out[name] = round(float(value), 4)
    return out


def errors(told: Iterable[Outcome]) -> dict[str, dict[str, int]]:
    """How many gold attributions there are of each kind, how many were missed, and how many got a wrong source."""
    counts: dict[str, Counter[str]] = {kind: Counter(gold=0, missed=0) for kind in ("all", *KINDS)}
    for one in told:
        for kind in ("all", *(kind for kind, holds in KINDS.items() if holds(one.gold))):
            counts[kind].update(gold=1, missed=not one.content, wrong_source=one.content and not one.source)
    return {kind: dict(count) for kind, count in counts.items()}


def table(results: Mapping[str, Mapping[str, Any]]) -> str:
    """A line a figure and a column a reader; then, of each kind, missed and with a wrong source, of how many."""
    readers = list(results)
    lines = [_row("", readers)]
    lines += [_row(name, [f"{100 * results[by]['figures'][name]:.1f}" for by in readers]) for name in FIGURES]
    lines += ["", "missed + wrong source / of how many"]
    lines += [_row(kind, [_cell(results[by]["errors"][kind]) for by in readers]) for kind in ("all", *KINDS)]
    return "\n".join(lines)


def _row(name: str, cells: Iterable[str]) -> str:
    return f"{name:32}" + "".join(f"{cell:>16}" for cell in cells)


def _cell(count: Mapping[str, int]) -> str:
    return f"{count['missed']}+{count.get('wrong_source', 0)}/{count['gold']}"


def places(by: str, told: Iterable[Outcome], kind: str) -> Iterator[str]:
    """Where the errors of one kind are, without a word of the text."""
    for one in told:
        if not (one.content and one.source) and (kind == "all" or KINDS[kind](one.gold)):
            what = "wrong source" if one.content else "missed"
            cue = _begins(one.gold.cue) if one.gold.cue else "-"
            yield f"{by}\t{one.gold.article}\t{what}\tcue {cue}\tcontent {_begins(one.gold.content)}"


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, metavar="GOLD.jsonl")
    parser.add_argument("--scorer", type=Path, help="by default score.py beside GOLD.jsonl")
    parser.add_argument("--by", default=",".join(READERS), help="which readers, with commas between them")
    parser.add_argument("--json", action="store_true", help="print figures and counts as JSON")
    parser.add_argument("--show", choices=("all", *KINDS), metavar="KIND", help=f"one of: all, {', '.join(KINDS)}")
    add_options(parser, "attribution")
    args = parser.parse_args()
    args.scorer = args.scorer or args.gold.resolve().parent / "score.py"
    args.by = args.by.split(",")
    if not args.scorer.is_file():
        parser.error(f"{args.scorer}: no such file; name the scorer with --scorer")
    if unknown := set(args.by) - set(READERS):
        parser.error(f"--by: unknown {', '.join(sorted(unknown))}; expected some of {', '.join(READERS)}")
    return args


def main() -> int:
    args = parse_arguments()
    scorer = load_scorer(args.scorer)
    articles = scorer.read(args.gold)
    results: dict[str, dict[str, Any]] = {}
    shown: list[str] = []
    with tempfile.TemporaryDirectory() as temporary:
        for by in args.by:
            predicted = predict(articles, by, Path(temporary))
            told = list(outcomes(scorer, articles, predicted))
            results[by] = {"figures": figures(scorer.score(articles, predicted)), "errors": errors(told)}
            shown += places(by, told, args.show) if args.show else ()
    print(json.dumps(results, indent=1) if args.json else table(results))
    print("\n".join(shown), end="\n" if shown else "")
    named = {f"{by}: {name}": value for by, one in results.items() for name, value in one["figures"].items()}
    return hold(named, args.floors, args.set)


if __name__ == "__main__":
    sys.exit(main())
