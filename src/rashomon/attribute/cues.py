"""The words that make somebody answerable: cue verbs and nouns by what they take and what they do.

Grouped by hand from the field's own lists (reporting verbs of Quirk et al. 1985, §16.31; speech-act verbs of
Wierzbicka 1987); lemmas, British and American.
"""

from __future__ import annotations

import re

from rashomon.ledger import Stance


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Verbs of saying: take a clause or a quotation.
SPEECH = _words(
    "say tell add state declare announce insist claim argue assert maintain contend allege stress emphasize emphasise "
    "note observe remark comment explain report recall recount relate testify write post tweet warn caution admit "
    "concede acknowledge confess reveal disclose confirm repeat reiterate reply respond answer retort counter suggest "
    "hint imply predict forecast conclude agree swear vow pledge "
    "promise shout cry yell scream whisper mutter joke quip "
    "complain lament boast continue describe deny assure inform advise notify remind brief proclaim affirm "
    "attest certify elaborate clarify specify ask inquire enquire wonder urge demand exclaim laugh sigh sob plead beg "
    "threaten signal rule dispute interject volunteer object protest opine muse interrupt chant sing sign "
    "rule_out point_out text email mail telegraph cable broadcast publish read accuse blame charge"
)
# Verbs of thinking: take a clause; a quotation only beside a verb of saying.
THOUGHT = _words(
    "believe think feel fear hope expect doubt suspect consider assume presume estimate reckon guess figure know "
    "remember imagine suppose anticipate intend mean wish worry regret foresee envisage calculate maintain hold judge "
    "understand learn dream count"
)
# Verbs by which documents and investigations speak: take a clause.
EVIDENCE = _words("show find indicate suggest reveal demonstrate prove establish determine record confirm certify note")
# Who is there to see and hear, or tells of it because he was.
ONLOOKERS = _words(
    "patrol observer monitor inspector witness eyewitness onlooker bystander survivor passer-by neighbour neighbor "
    "resident lookout sentry"
)
# Verbs whose object is itself the content.
OBJECT = _words(
    "deny reject dismiss confirm demand promise condemn announce predict propose urge request refute rebut dispute "
    "contest repudiate disavow admit acknowledge allege claim cite report repeat estimate vow pledge "
    "question doubt criticize criticise denounce welcome praise blame accuse describe concede forecast recommend "
    "withdraw retract"
)
# Verbs that name a thing for what the speaker holds it to be: "called the account a provocation".
# Participles with which news goes on: "rejected the charge, saying that".
ADDING = _words("say add insist argue claim state note stress explain")
INDIGNANT = _words("incensed indignant outraged furious angry angered scornful dismissive contemptuous incredulous")
NAMING = _words(
    "call describe dismiss denounce label brand present portray term dub characterize characterise depict name assess"
)
# Verb and particle whose object is the content.
PREPOSITIONAL = {
    "call": _words("for on upon"),
    "ask": _words("for"),
    "speak": _words("of"),
    "write": _words("of"),
    "talk": _words("of"),
    "complain": _words("of about"),
    "warn": _words("of against about"),
    "protest": _words("over against about at"),
    "insist": _words("on upon"),
    "appeal": _words("for"),
    "refer": _words("to"),
    "boast": _words("of"),
    "point": _words("to"),
    "object": _words("to"),
    "accuse": _words("of"),
    "hint": _words("at"),
    "blame": _words("for on"),
}
# Verbs that put a figure on something: "put the crowd at 4,000", "counts 17 dead".
FIGURING = _words("put estimate count set number reckon")

COUNTING = _words("say count estimate number report list record register")

DENYING = _words(
    "deny reject dismiss refute rebut dispute contest repudiate disavow contradict disown counter denounce withdraw "
    "retract rule_out acquit exonerate absolve clear_of"
)
CONFIRMING = _words("confirm acknowledge admit concede corroborate verify certify attest")
DOUBTING = _words("doubt question suspect")
DEMANDING = _words(
    "require demand urge call_for call_on call_upon order request insist_on warn_against appeal plead beg ask_to"
)
PROMISING = _words("promise vow pledge swear offer threaten undertake")
ASKING = _words("ask inquire enquire wonder")
HEDGING = _words(
    "believe think feel fear suspect suggest hint imply reckon guess suppose assume presume estimate expect hope"
)

# Nouns that carry a that-clause or stand for one ("the claim from the capital that …", "by his own account").
NOUNS = _words(
    "claim report statement allegation accusation suggestion assertion belief view opinion announcement assurance "
    "warning promise pledge threat admission confession denial complaint declaration insistence testimony account "
    "argument fear hope suspicion rumour rumor speculation prediction conclusion finding charge insinuation assumption "
    "confirmation estimate version story remark comment message word"
)
OPINIONS = _words("conclusion view belief opinion prediction hope")
# Verbs whose subject meets with what others say; and those that go with what the subject says itself.
MEETING = _words("receive get hear investigate probe examine study review check face ignore follow weigh")
BASING = _words("double build rest subscribe hold stick sign return come base agree")
# "by her account", "in his view": nouns that, with an owner, put the clause in the owner's mouth.
ACCOUNTS = _words(
    "account estimate count view opinion reckoning telling version word words eyes judgement judgment figures "
    "information"
)

DOCUMENTS = _words(
    "tachograph recorder gauge meter sensor camera radar satellite scan code rule law contract regulation diary "
    "calendar "
    "report record log logbook letter document statement study survey poll investigation inquiry enquiry analysis data "
    "figure photograph photo picture image footage video recording tape file register transcript memo email message "
    "diary article paper test map indictment affidavit certificate invoice payslip ticket list signal autopsy "
    "post-mortem examination audit review probe result finding evidence"
)
ADVERBS = _words("reportedly allegedly apparently supposedly purportedly")  # somebody says so, and nobody is named

_STANCES = (
    (DENYING, Stance.DENIES),
    (CONFIRMING, Stance.CONFIRMS),
    (DOUBTING, Stance.DOUBTS),
    (PROMISING, Stance.PROMISES),
    (DEMANDING, Stance.DEMANDS),
    (ASKING, Stance.ASKS),
)


# "Takes no position on", "declined to say", "would not confirm": the speaker leaves it open.
_OPEN = re.compile(
    r"\bno (?:position|stand|view|opinion|statement|comment|judge?ment|verdict)\b"
    r"|\b(?:declin|refus)\w+ to (?!go\b)\w+"
    r"|\b(?:would|could|will|can|did|does|do)(?: not|n['’]t) (?:say|confirm|comment|discuss|exclude|deny|rule)\b"
    r"|\b(?:ha[sd]|have)(?: not|n['’]t| yet to)(?: yet)? (?:said|confirm|comment|exclud|den[yi]|ruled? out|verif)\w*"
    r"|\bneither confirm\w* nor den\w+|\bcannot (?:say|confirm|exclude|rule)\b"
    r"|\bunable to (?:say|confirm|exclude|rule|verify)\b|\bshort of \w+ing\b"
    r"|\bfail\w* to (?:show|prove|establish|demonstrate|confirm|find)\b"
    r"|\bdropp\w+ (?:the|its|his|her|their|all|a) (?:\w+ )?(?:charge|claim|allegation|accusation)s?\b",
    re.IGNORECASE,
)


# "Asked the council to say where": a question, where "asked it to build" is a demand.
TO_TELL = re.compile(r".{0,60}?\bto (?:say|tell|explain|clarify|answer|disclose|reveal|name|confirm)\b", re.DOTALL)


# "Backed away from its claim", "threw out the claim", "laughed off the claim": it is not to be so.
_TAKEN_BACK = re.compile(
    r"\b(?:correct(?:s|ed|ing)? (?:its|his|her|their)|(?:back|walk)\w* (?:away from|back)"
    r"|thr[eo]w\w* out|quash\w*|debunk\w*|discredit\w*|laugh\w* off|(?:brush|shrug|wav)\w* (?:off|aside)"
    r"|hit\w* back at|scoff\w* at)\b",
    re.IGNORECASE,
)


def is_taken_back(words: str) -> bool:
    """Whether by the words of a cue what was said before is taken back or thrown out."""
    return _TAKEN_BACK.search(words) is not None


def is_open(words: str) -> bool:
    """Whether by the words of a cue the speaker neither says that it is so nor that it is not."""
    return _OPEN.search(words) is not None


# What an outlet puts before a colon to say what sort of piece follows.
LABELS = _words(
    "interview exclusive video watch live opinion analysis correction update breaking profile review timeline "
    "explainer comment podcast report feature obituary editorial column"
)
# What makes a claim sound: to call it so is not to reject it.
_SOUND = _words("true accurate credible convincing correct plausible honest fair important serious complete")


_FALSE = _words("lie lies fabrication forgery hoax fiction nonsense slander smear propaganda disinformation fake")


def is_dismissed(named: str) -> bool:
    """Whether what is called something is a claim, and not called sound: "(called) the report absurd"."""
    words = _words(re.sub(r"\W", " ", named.lower()))
    return bool(words & _FALSE | words & NOUNS | words & {"denial"}) and not words & _SOUND


def stance_of(cue: str, particle: str | None = None) -> Stance:
    """What a speaker does by this cue (a lemma, and the preposition that belongs to it)."""
    joined = f"{cue}_{particle}" if particle else cue
    for words, stance in _STANCES:
        if cue in words or joined in words:
            return Stance.DEMANDS if joined == "insist_on" else stance
    return Stance.ASSERTS
