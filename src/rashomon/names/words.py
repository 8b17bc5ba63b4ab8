"""Words that tell what a name stands for: titles, what people and institutions are called, pronouns."""

from __future__ import annotations

MALE = frozenset(
    "mr sir lord king prince father brother son spokesman chairman policeman fisherman fireman husband uncle nephew "
    "grandfather man boy businessman congressman salesman waiter actor gentleman imam monk priest bishop".split()
)
FEMALE = frozenset(
    "mrs ms miss lady dame queen princess mother sister daughter spokeswoman chairwoman policewoman wife aunt niece "
    "grandmother woman girl businesswoman congresswoman waitress actress nun widow seamstress".split()
)
TITLES = (
    MALE
    | FEMALE
    | frozenset(
        "dr prof professor captain capt colonel col general gen major maj lieutenant lt sergeant sgt corporal private "
        "admiral commodore commander brigadier marshal president vice prime premier chancellor minister senator "
        "governor mayor judge justice chief inspector "
        "superintendent officer detective constable rev reverend archbishop "
        "sheikh councillor councilman councilwoman ambassador secretary spokesperson chair director seaman sailor "
        "ensign warrant petty leading junior senior deputy acting former ex coroner sheriff attorney rabbi "
        "cardinal pope representative rep sen gov congressman delegate commissioner doctor nurse engineer master "
        "harbourmaster pastor spokesmen lawyer surgeon".split()
    )
)
ORGANIZATIONS = frozenset(
    "ministry army navy police court council committee commission agency union party company firm hospital university "
    "office department bureau service brigade authority board league association society federation institute "
    "foundation guard coastguard parliament government airline bank club group movement staff mission school "
    "prosecutors inspectorate church corporation newspaper paper channel station network front administration force "
    "forces fund watch command directorate embassy consulate secretariat trust cooperative".split()
)
MEDIA = frozenset(  # what outlets are and are called
    "television tv radio newspaper paper daily weekly magazine agency channel broadcaster station news times herald "
    "gazette post tribune courier journal website site portal blog press newswire wire dispatch bulletin observer "
    "chronicle telegraph mirror sun star podcast network examiner".split()
)
COMPANY_WORDS = frozenset(  # with which firms' names end
    "inc ltd plc corp co llc gmbh lines systems motors industries energy foods airways airlines shipping holdings "
    "textiles works partners solutions technologies electric oil gas power pharma chemicals logistics enterprises "
    "consulting telecom insurance capital construction engineering mining steel laboratories labs media "
    "software".split()
)
PERSON_NOUNS = frozenset(
    "soldier sailor seaman captain officer official spokesman spokeswoman spokesperson minister president mayor chief "
    "commander colonel general major sergeant lieutenant commodore "
    "admiral doctor surgeon nurse lawyer judge prosecutor "
    "witness resident neighbour neighbor man woman boy girl father mother brother sister son daughter wife husband "
    "student teacher worker driver farmer fisherman survivor victim manager director chairman chairwoman coordinator "
    "policeman policewoman diplomat deputy source analyst expert scientist researcher engineer pilot priest reporter "
    "journalist correspondent editor author blogger commentator delegate activist organiser organizer leader head "
    "secretary ambassador envoy aide adviser advisor assistant friend colleague relative cousin uncle aunt nephew "
    "candidate senator representative congressman mp councillor baker actor coach player owner employee clerk guard "
    "observer monitor insider person deserter defector prisoner refugee "
    "mechanic electrician technician psychologist historian economist "
    "professor coroner caretaker grandmother grandfather passer-by passenger fighter militant rebel".split()
)
SAYING = frozenset("say tell add explain recall insist reply laugh complain admit confirm deny".split())
PRONOUNS = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "herself": "f"}
ORDINALS = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth firstly secondly thirdly".split()
)
# Nouns with which one and the same people or affair are called by those who side with them, against them, or neither.
# In no line stand two that could be the two sides of one fight.
LOADED = tuple(
    frozenset(line.split())
    for line in (
        "militant gunman fighter rebel insurgent terrorist defender separatist bandit guerrilla mercenary extremist "
        "jihadist partisan militiaman insurrectionist liberator",
        "protester demonstrator rioter marcher hooligan thug vandal looter",
        "migrant refugee immigrant infiltrator alien",
        "prisoner detainee hostage captive inmate internee",
        "war invasion intervention liberation aggression occupation offensive incursion",
        "coup putsch uprising revolution mutiny revolt rebellion",
        "government regime junta leadership",
        "massacre slaughter killing execution murder",
        "settler colonist",
        "informer whistleblower leaker informant traitor",
    )
)


def called_alike(one: str, other: str) -> bool:
    """Whether two nouns (lemmas) can be two sides' names for one."""
    return any(one in line and other in line for line in LOADED)
