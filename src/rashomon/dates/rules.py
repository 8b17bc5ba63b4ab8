"""The cascade: which kinds of words, one behind the other, make a time, and what is made of them.

Each rule reads what the rules above it have left. In a pattern ``<name>`` is a kind (words.toml; those in capitals are
made by rules) and ``{NAME}`` one of the macros; else it is a regular expression.
"""

from __future__ import annotations

import re
from functools import partial

from rashomon.dates import clocks, days, distances, happenings, joins, lasting, units
from rashomon.dates.matches import Build, Rule, Stage
from rashomon.dates.words import KIND

_MACROS = {
    "MONTH": "[<month><namesake>]",
    "ANYMONTH": "[<month><namesake><lowmonth>]",
    "NUMBER": "[<small_no><cardinal>]",
    "HOUR": "[<small_no><cardinal><clock><dotted><noon>]",
    "DIAL": "[<small_no><cardinal><noon>]",
    "DAYNO": "[<small_no><nth>]",
    "UNIT": "[<unit><brief><minutes><hours><day><week><year>]",
    "LONGER": "[<unit><week><year><weekend><quarter>]",
    "TURN": "[<last><past><next><coming><this>]",
    "AROUND": "[<same><that><following><previous><next>]",
    "EARLY": "[<early><late><mid><small>]",
    "TIME": "[<CLOCK><CLOCKS><DAY><SPAN><JOINED>]",
    "TO": "(?:<until>?<to>|[<until><dash>])",
    "ON": "(?:<comma>?[<on><of><in><at><during>]?|<in><the>)",
    "AMPM": "(?P<ap><ampm>)",
    "ZONE": "(?:<local><time>?|<name><time>|<hours>?(?P<bracket><mark>)?(?P<zone><zone>)(?(bracket)<mark>)|<hours>)",
    "END": "(?=[<stop><comma><mark><function><for><had><have><onward><on><in><at><to><and><before><after><by><was><is>"
    "<said><dash><that><until><will><not>]|$)",
    "CLOSE": "(?=[<stop><comma><mark><on><in><at><to><and><by><was><is><said>]|$)",
    "YEAR": "(?:[<comma><of>]?(?P<year><yearno>)|<of>?<the>?(?P<which>[<last><past><this><next><same><coming>"
    "<following><previous>])<year>(?!<word>))",
    "ABOUT": "(?:(?P<about>[<about><nearing>])|(?:<a>?<few>)?(?P<shortly>[<shortly><soon><minutes>])"
    "(?P<side>[<before><after>]))",
    "COUNT": "(?:(?P<more><more><than>|<over>)|(?P<less><less><than>)|(?P<about>[<about><nearing>]))?"
    "(?:<a>?(?P<few>[<few><couple>])<of>?|(?P<n>[<small_no><number><yearno><cardinal><a>])<of>?)",
    "THING": "(?:<the>|<that>)<word>?(?P<thing><word>){END}",
    "RANGE": "(?:(?P<between><between>)|<from>)",
    "JOINT": "(?(between)<and>|{TO})",
}


def _compiled(template: str) -> re.Pattern[str]:
    """The pattern that a template stands for, once its macros and kinds are put in."""
    for name, macro in reversed(_MACROS.items()):
        template = template.replace("{" + name + "}", macro)
    return re.compile(re.sub(r"(?<!\?P)<([A-Za-z_]+)>", lambda kind: KIND[kind[1]], template))


def _rules(*pairs: tuple[str, Build]) -> tuple[Stage, ...]:
    """One rule after the other, each over the whole text."""
    return tuple((Rule(_compiled(template), build),) for template, build in pairs)


def _together(*pairs: tuple[str, Build]) -> tuple[Stage, ...]:
    """All in one passage over the text, the first that matches at a place."""
    return (tuple(Rule(_compiled(template), build) for template, build in pairs),)


_CLOCKS = _rules(
    ("{RANGE}?(?P<h1>{HOUR})(?P<ap1><ampm>)?{JOINT}(?P<h2>{HOUR})(?P<ap2><ampm>)", clocks.clocks),
    ("{RANGE}(?P<h1>[<clock><dotted>]){JOINT}(?P<h2>[<clock><dotted>]){END}", clocks.clocks),
    ("(?P<h1><clock>)<dash>(?P<h2><clock>)", clocks.clocks),
    ("{ABOUT}?(?P<half><half>)<dash>?<past>(?P<t>{NUMBER}){AMPM}?", clocks.past_hour),
    ("{ABOUT}?<a>?<quarter>(?:<dash>(?=<past>))?(?P<dir>[<past><to>])(?P<t>{DIAL}){AMPM}?", clocks.past_hour),
    ("{ABOUT}?(?P<m>{NUMBER})<minutes>?(?P<dir><past>)(?P<t>{DIAL}){AMPM}?", clocks.past_hour),
    ("{ABOUT}?(?P<m>{NUMBER})<minutes>?(?P<dir><to>)(?P<t><noon>)", clocks.past_hour),
    (
        "{ABOUT}?(?P<m>{NUMBER})<minutes>(?P<dir>[<before><after>])(?P<t>[<noon><clock><dotted>]){AMPM}?",
        clocks.past_hour,
    ),
    ("{ABOUT}?(?P<m>{NUMBER})<minutes>(?P<dir>[<before><after>])(?P<t>{NUMBER}){AMPM}", clocks.past_hour),
    (
        "(?:(?<=[<at><was><is><by><until><before><after><since>])<about>?|{ABOUT})(?P<m>{NUMBER})<minutes>?(?P<dir><to>)"
        "(?P<t>{NUMBER})(?:{AMPM}|{END})",
        clocks.past_hour,
    ),
    ("{ABOUT}?(?P<t>[<clock><dotted><small_no><cardinal>])<oclock>?<in><the>(?P<part><part>)", clocks.clock),
    ("{ABOUT}?(?P<t>[<clock><dotted><small_no><cardinal>])<oclock>?<at>(?P<part><part>)(?!<of>)", clocks.clock),
    ("{ABOUT}?(?P<t>[<clock><dotted><small_no><cardinal>]){AMPM}{ZONE}?", clocks.clock),
    ("{ABOUT}?(?P<t><clock>){ZONE}?", clocks.clock),
    ("{ABOUT}?(?P<t>[<dotted><hhmm>]){ZONE}", clocks.clock),
    ("(?<=[<at><was><is><by><until><since>])<about>?(?P<t><yearno>){ZONE}", clocks.clock),
    ("(?P<t><yearno>)(?:<local><time>?|(?P<zone><zone>))", clocks.clock),
    ("(?<=[<at><until><before><after><since>])(?P<about><about>)?(?P<t>[<dotted><hhmm>]){END}", clocks.clock),
    ("{ABOUT}(?P<t><hhmm>){END}", clocks.clock),
    ("{ABOUT}?(?P<t>{NUMBER})<oclock>", clocks.clock),
    ("{ABOUT}?(?P<t><noon>)(?:<local><time>)?", clocks.clock),
    ("(?P<shortly>[<shortly><soon><minutes>])(?P<side>[<before><after>])(?P<t>{NUMBER}){END}", clocks.small_hour),
)

_DAYS = _rules(
    ("<each>(?P<weekday><weekday>)", lasting.each_day),
    ("<each>(?P<month>{MONTH})", lasting.each_day),
    ("(?P<weekday><weekday>)<parts>", lasting.each_day),
    ("(?P<weekday><mondays>)", lasting.each_day),
    ("(?P<hundreds><cardinal>)(?P<ones><cardinal>)|(?<=<year>)(?P<thousands><cardinal>)<thousand>", units.spelled_year),
    ("(?P<date><iso>)", days.iso),
    ("(?P<date><numeric>)", days.numeric),
    (
        "[<from><between>]?<the>?(?P<d1>{DAYNO})(?:{TO}|<and>)<the>?(?P<d2>{DAYNO})<of>?(?P<month>{ANYMONTH}){YEAR}?",
        days.day_range,
    ),
    (
        "[<from><between>]?(?P<month>{MONTH})<the>?(?P<d1>{DAYNO})(?:{TO}|<and>)<the>?(?P<d2>{DAYNO}){YEAR}?",
        days.day_range,
    ),
    (
        "(?:[<weekday><shortday>]<comma>?)?<the>?(?P<day>{DAYNO})<dash>?<of>?(?P<month>{ANYMONTH}){YEAR}?",
        days.calendar_day,
    ),
    (
        "(?<!<in>)(?:[<weekday><shortday>]<comma>?)?(?P<month>{MONTH})<the>?(?P<day>{DAYNO})(?!<mark><small_no>){YEAR}?",
        days.calendar_day,
    ),
    ("<the>?(?P<day><nth>)<of>(?P<rel>[<last><this><next>])(?P<unit><unit>)", days.day_of_month),
    ("(?P<holiday><holiday>)<in>?{YEAR}?", days.holiday),
    ("<the>?<day>(?P<side>[<before><after>])(?P<today><today>)", days.today),
    ("(?P<today><today>)", days.today),
    ("(?P<weekday><weekday>)<of>?(?P<rel>[<last><this><next>])<week>", days.weekday_of_week),
    (
        "<the>?(?P<nth>[<nth><last><final>])(?P<weekday>[<weekday><day>])<of>(?:<the>?(?P<rel>{TURN})?(?P<unit><unit>)|(?P<month>{MONTH}){YEAR}?)",
        days.nth_of_month,
    ),
    ("(?P<rel>{TURN})(?P<weekday><weekday>)", days.weekday),
    ("<the>?(?P<weekday><weekday>)<before>(?P<rel><last>){CLOSE}", days.weekday_before_last),
    (
        "(?<![<following><previous>])(?P<weekday><weekday>)(?:(?P<rel><last>)(?![<week><year><unit><brief>]))?",
        days.weekday,
    ),
    ("<the>?(?P<rel>[<following><previous>])(?P<weekday><weekday>)", days.weekday_beside),
    ("(?P<month>{ANYMONTH})<of>?(?P<year><yearno>)", days.month),
    ("(?P<month>{MONTH})<comma>?{YEAR}", days.month),
    ("(?P<rel>{TURN})(?P<month>{MONTH})", days.directed_month),
    ("(?P<month><month>)", days.month),
    (
        "(?:(?<=[<in><since><by><until><from><of><early><mid><late><dash><between><during><after><before><end><start>"
        "<about>])|(?<=[<earlier><later>]<than>))(?P<month><namesake>)(?!<name>)",
        days.month,
    ),
    ("(?<=[<a><the>])(?P<month><namesake>)(?=<word>)", days.month),
    ("(?<=<SPAN>[<and><comma><to>])(?P<month><namesake>)(?!<name>)", days.month),
)

_LONGER = _rules(
    ("(?<=<in>)<the>(?P<season><season>){YEAR}?{END}", units.season),
    ("<the>?(?P<season><season>){YEAR}", units.season),
    ("(?P<rel>{TURN})(?P<season><season>)", units.season),
    (
        "(?<![<ago><earlier>])(?<![<ago><earlier>]<dash>)(?<!<year><possessive>)"
        "<the>?(?:<fiscal><dash>?)?(?P<nth><nth>)(?P<dash><dash>)?<quarter>{YEAR}?",
        units.quarter,
    ),
    ("(?P<which>[<last><this><next>])<year><possessive>(?P<nth><nth>)<dash>?<quarter>", units.quarter),
    ("(?P<which>[<last><this><next>])<year><possessive>[<quarter><period>]", units.quarter_of_year),
    ("<the>?<word>?<period>{YEAR}", units.quarter_of_year),
    ("<the>(?P<year><yearno>)(?:<possessive>)?[<quarter><period>]", units.quarter_of_year),
    ("<the>?<word>?<year><dash>?[<ago><earlier>](?P<nth><nth>)?<dash>?[<quarter><period>]", units.quarter_year_before),
    ("<the>[<quarter><period>]<a><year>[<ago><earlier>]", units.quarter_year_before),
    ("(?P<nth><quarterno>){YEAR}?", units.quarter),
    ("<the>?(?P<nth><nth>)(?P<half><half>){YEAR}", units.quarter),
    ("<the>?(?P<year><yearno>)<possessive>?(?P<nth><nth>)<dash>?(?:<quarter>|(?P<half><half>))", units.quarter),
    ("<the>?(?P<decade><decade>)", units.decade),
    ("<the>?(?P<nth><nth>)<dash>?(?P<unit><unit>)", units.century),
    ("(?P<rel>[<last><this>])(?P<part><part>)", joins.part_beside_anchor),
    ("(?P<first><yearno>)<dash>(?P<last><yearno>)", units.years),
    ("(?P<first><yearno>)<dash>(?P<last><small_no>)(?![<word><name>])", units.years),
    (
        "(?:(?<=[<in><since><during><early><mid><late>])|(?<=<mid><dash>))<the>?<year>?(?P<year><yearno>)(?!{UNIT})",
        units.bare_year,
    ),
    (
        "(?<=[<of><after><before><between><by><until><from><about>])<the>?<year>?(?P<year><yearno>){END}",
        units.recent_year,
    ),
    ("(?<=<SPAN>[<to><and><dash><until>])(?P<year><yearno>)(?![<word><unit><brief><dash>])", units.recent_year),
    ("(?<=<mark>)(?P<year><yearno>)(?=<mark>)", units.recent_year),
    ("(?<=<the>)(?P<year><yearno>)(?=<name>)", units.year_of_law),
    ("(?<=<a>)(?P<year><yearno>)(?=[<word><name>])", units.year_of_law),
    ("<the>?<fiscal><year>?(?P<year><yearno>)", units.recent_year),
    ("<tonight>", joins.part_beside_anchor),
    ("<overnight>(?!<on>?[<DAY><from>])", joins.overnight),
    ("<the>?{COUNT}(?P<unit>{UNIT})(?:<and><so>)?(?:<ago>|(?P<ahead><from><now>))", distances.ago),
    ("(?<![<number><small_no><yearno><cardinal>])(?P<unit>{UNIT})<ago>", distances.ago),
    ("<the>?(?P<rel>[<last><past><next><coming>]){COUNT}(?P<unit>{UNIT})", distances.lately),
    ("(?:<the>?(?P<rel><past>)|<recent>)(?P<unit>{UNIT})", distances.lately),
    ("<the>?(?P<nth>[<nth><last>])(?P<unit>[<week><half>])<of>(?P<span><SPAN>)", units.part_of_month),
    ("<the>?(?P<rel>{TURN})(?P<unit>{LONGER})", units.this_unit),
    ("<the>?(?P<rel><now>)<fiscal>?(?P<unit>{LONGER})", units.this_unit),
    ("(?<=[<start><middle><end>]<of>)<the>(?P<unit>{LONGER})(?!<after><next>|<before><last>)", units.this_unit),
    ("(?<=[<earlier><later>]<in>)<the>(?P<unit>[<day><unit><week><year><weekend><quarter>])", units.this_unit),
    ("(?P<rel>{TURN})?<the>?<year>(?:<dash>|<possessive>)<end>", units.end_of_year),
    ("(?<=[<on><in><at><during><over>])<the><weekend>", units.weekend),
    ("<in>{COUNT}(?P<unit>{UNIT})(?![<word><later>])", distances.ahead),
)

# Reckoned from the time before them in the text: read together, from left to right.
_BESIDE = _together(
    ("[<earlier><later>]?<the>?(?P<rel>{AROUND})<same>?(?P<part><part>)", joins.part_beside_day),
    ("<the>(?P<part><part>)(?P<side>[<before><after>]){CLOSE}", joins.part_beside_day),
    ("[<earlier><later>]?<the>?(?P<rel>{AROUND})<same>?<day>", days.beside_day),
    (
        "{COUNT}(?P<unit>[<unit><day><week><year>])(?:(?P<way>[<later><earlier>])|(?P<side><before>){CLOSE})",
        distances.later,
    ),
    ("{COUNT}(?P<unit>{UNIT})(?P<way>[<before><after><from>])<on>?(?P<day><DAY>)", distances.from_day),
    ("<the>(?P<unit>[<unit><day><week><year>])(?P<way>[<before><after>])<on>?(?P<day><DAY>)", units.unit_beside_day),
    ("<the>?(?P<unit><week>)(?:<of>|<that>?<word>)(?P<day><DAY>)", units.unit_beside_day),
    ("{COUNT}(?P<unit>{UNIT})(?P<way>[<before><after>]){THING}", happenings.from_happening),
    ("<the>(?P<unit>[<day><week><unit><year>])(?P<way>[<before><after>]){THING}", happenings.unit_beside_happening),
    ("<the>(?P<nth><nth>)<day><of>{THING}", happenings.day_of_course),
    ("<the>?(?P<rel>[<same><that><following><previous>])<same>?(?P<unit>{LONGER})", units.this_unit),
    ("<the><day>(?P<side>[<before><after>]){CLOSE}", days.beside_day),
)

_PARTS = _rules(
    ("<the>(?P<unit>[<day><week><weekend><unit><year>])(?:<before><last>|<after>(?P<next><next>))", units.unit_but_one),
    ("<the>(?P<part><part>)<before>(?P<rel><last>)", joins.part_before_last),
    ("(?<=[<on><by><until><since><from>])<the>(?P<day><nth>){END}", days.bare_ordinal),
    ("(?P<which>[<early><mid><late>])<dash>?<in>?<the>?(?P<span><SPAN>)", units.part_of_span),
    ("(?P<which>[<earlier><later>])<in>?(?P<span><SPAN>)", units.beside_anchor),
    ("<the>?(?P<which>[<start><mid><middle><end>])<of>?<the>?(?P<span><SPAN>)", units.part_of_span),
)

_JOINED = _rules(
    ("(?<=<at>)(?P<about><about>)?(?P<t>{NUMBER})(?=<comma>?<on>?[<DAY><JOINED>])", clocks.small_hour),
    ("(?:{EARLY}<on>?)?(?P<day><DAY>)(?:<dash>?{EARLY})?(?P<part>[<part><dawn>])", joins.part_on_day),
    ("<the>?{EARLY}*<dash>?(?P<part>[<part><dawn>])[<of><on><comma>]<the>?(?P<day><DAY>)", joins.part_on_day),
    ("<the>?[<early><small>](?P<part><hours>)[<of><on><comma>]?(?P<day><DAY>)", joins.part_on_day),
    ("<the>?[<early><small>](?P<part><hours>)[<of><on><comma>](?P<day><JOINED>)", joins.part_of_part),
    ("(?P<part>[<early><late>])<on>?(?P<day><DAY>)", joins.part_on_day),
    ("(?P<day><DAY>)<comma>?<at>(?P<part>[<part><dawn>])", joins.part_on_day),
    ("<overnight><on>?(?P<day><DAY>)", joins.nights_around),
    ("(?<=<JOINED><at>)(?P<t>{NUMBER}){END}", clocks.small_hour),
    ("(?P<clock><CLOCK>){ON}<the>?(?P<whole><JOINED>)", joins.clock_in_part),
    ("(?P<whole><JOINED>)<comma>?<at>?(?P<clock><CLOCK>)", joins.clock_in_part),
    ("(?P<clock>[<CLOCK><CLOCKS>])(?=<and><CLOCK>{ON}(?P<day><DAY>))", joins.clock_on_day),
    # The brackets are those of "3 a.m. (0200 GMT) on Sunday".
    ("(?P<clock>[<CLOCK><CLOCKS>])(?:<mark><CLOCK><mark>)?{ON}(?P<day><DAY>)", joins.clock_on_day),
    ("(?P<day><DAY>)<comma>?<at>?(?P<clock>[<CLOCK><CLOCKS>])", joins.clock_on_day),
    ("(?<=[<in><during>])<the>{EARLY}?(?P<part><part>){END}", joins.part_on_day),
    ("<the>?[<early><small>](?P<part><hours>)", joins.part_on_day),
    ("(?<=[<at><before><after><by><until>])(?P<part><dawn>)", joins.part_on_day),
    (
        "{COUNT}(?P<unit>[<brief><minutes><hours>])(?:(?P<way>[<later><earlier>])|(?P<side><before>){CLOSE})",
        distances.later,
    ),
)

# What TIMEX3 marks besides.
TIMEX3 = _rules(
    ("(?P<often><often>)", lasting.often),
    ("<each>(?P<unit>{UNIT})", lasting.each_unit),
    ("<the>?<nth>{COUNT}<dash>?(?P<unit>{UNIT})", lasting.duration),
    (
        "<the>?{COUNT}<dash>?(?P<unit>{UNIT}|<quarter>)(?!<old>|(?<=<quarter>)<of>)",
        lasting.duration,
    ),
    ("(?P<unit>{UNIT})(?!<dash>?<old>)", lasting.bare_duration),
    ("<year><dash>[<ago><earlier>]", units.quarter_year_before),
    ("<the>(?P<nth><nth>)(?P<half><half>)", units.quarter),
    ("<the><latest>?(?P<unit>[<quarter><period>])", units.quarter_named),
    ("<the>(?P<unit><unit>)", units.month_named),
    ("<the>(?P<rel><latest>)?[<full><fiscal>]?(?P<unit>[<week><year><weekend>])", units.this_unit),
    ("<the>(?P<season><season>)", units.season),
    ("(?P<year><yearno>)(?!{UNIT})", units.recent_year),
    ("<now>", lasting.now),
    ("[<recently><recent>]", lasting.lately),
    ("<the><past>", lasting.lately),
    ("<soon>", lasting.soon),
    ("<the><word>?<future>", lasting.soon),
)

_BOUNDS = _rules(
    ("{RANGE}(?P<first>{TIME}){JOINT}(?P<last>{TIME})", joins.range_of),
    ("(?P<first>[<DAY><SPAN><JOINED>])(?:<until><to>?|<dash>)(?P<last>{TIME})", joins.range_of),
    ("(?P<first>[<DAY><SPAN>])<to>(?P<last>[<DAY><SPAN>])", joins.range_of),
    (
        "(?:<since>|<not>(?:[<before><until>]|<earlier><than>))(?P<time>{TIME})",
        partial(joins.bound, opens=True, strict=False),
    ),
    (
        "(?:[<until><by>]|<not><later><than>|<up><to>|<at><the><latest>[<on><by>]?)(?P<time>{TIME})",
        partial(joins.bound, opens=False, strict=False),
    ),
    ("<on>?(?P<time>{TIME})<at><the><latest>", partial(joins.bound, opens=False, strict=False)),
    ("<at><the><earliest><on>?(?P<time>{TIME})", partial(joins.bound, opens=True, strict=False)),
    ("<on>?(?P<time>{TIME})<at><the><earliest>", partial(joins.bound, opens=True, strict=False)),
    ("<from>(?P<time>{TIME})(?:<onward>|<on>)", partial(joins.bound, opens=True, strict=False)),
    ("<before>(?P<time>{TIME}){END}", partial(joins.bound, opens=False, strict=True)),
    ("<after>(?P<time>{TIME}){END}", partial(joins.bound, opens=True, strict=True)),
    ("(?:<the>?(?P<part><part>)<of>?|<overnight><on>?)(?P<span><SPAN>)", joins.night_between),
    ("<about>(?P<time>[<DAY><SPAN>])(?!<possessive>)", joins.about),
    ("[<on><at><during>](?P<time>{TIME})", joins.with_preposition),
    ("<in>(?P<time>[<DAY><SPAN><JOINED>])", joins.with_preposition),
)

PLACING = (*_CLOCKS, *_DAYS, *_LONGER, *_BESIDE, *_PARTS, *_JOINED)  # each time by itself
SPANNING = _BOUNDS  # or by what bounds and joins them
