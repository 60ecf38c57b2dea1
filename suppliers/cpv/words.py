"""Words as the search compares them: without number, British or American spelling, the ending of a trade."""

import re
import unicodedata
from functools import lru_cache

#: More than the vocabulary has.
_REMEMBERED = 20_000
#: Words that say nothing about what is sold.
EMPTY = frozenset(
    """a an and any as at based be buy by can do england etc excl for from get hackney have i in into is like
    local london looking me my need needed not of offer on or our out per please provide provided provider
    providing provision s seeking sell selling some somebody someone specialist supplier supplying than that
    the their them these this to uk up us want wanted we what which who with within you your""".split()
)
#: Words that may match or not: half of the vocabulary has them, or they say that it is a school that buys.
OPTIONAL = frozenset(
    """academy agency article authority borough child class company contract contractor council education
    educational equipment firm good item kid material nursery package product pupil related scheme school
    service set solution student supply system type work young arabic bengali french german italian portuguese
    somali spanish turkish urdu yiddish""".split()
)


def _pairs(text: str) -> dict[str, str]:
    return {one: other for one, _, other in (pair.partition("=") for pair in text.split())}


#: British by the American word in the singular.
_BRITISH = _pairs(
    """aluminum=aluminium analog=analogue catalog=catalogue center=centre curb=kerb defense=defence
    diaper=nappy dialog=dialogue elevator=lift fiber=fibre gray=grey jewelry=jewellery license=licence
    liter=litre math=maths mold=mould plow=plough program=programme soccer=football sulfur=sulphur
    theater=theatre tire=tyre"""
)
_OUR = re.compile(r"\b(arm|behavi|col|fav|flav|harb|hon|hum|lab|neighb|od|vap)or(?=(?:ed|er|ful|ing)?$)")
_ISE = re.compile(r"(?<=[a-z]{3})([iy])z(?=(?:e|ed|er|ers|es|ing|ation|ations)$)")
_AE = re.compile(r"(?<=[b-df-hj-np-tv-z])ae(?=[a-z])")
_SINGULAR = _pairs(
    """axes=axe bus=bus buses=bus canvas=canvas children=child cookies=cookie feet=foot gas=gas gases=gas
    knives=knife leaves=leaf lens=lens lenses=lens loaves=loaf maths=maths men=man mice=mouse movies=movie
    news=news people=person physics=physics pies=pie scarves=scarf series=series shelves=shelf shoes=shoe
    teeth=tooth ties=tie women=woman"""
)
_ENDINGS = (
    *(
        "ational",
        "ations",
        "ation",
        "ators",
        "ator",
        "ating",
        "ative",
        "ated",
        "ate",
        "ical",
        "ement",
        "ment",
    ),
    *("ancy", "ance", "ence", "ency", "ing", "ist", "ian", "ity", "ion", "ory", "ive", "ant", "ent"),
    *("al", "ed", "er", "or", "ic", "e", "y"),
)
#: How much of a word must be left where an ending is taken off; fewer than four letters say too little.
_LEFT_AFTER = {"ing": 3, "e": 3, "ic": 5, "ion": 5}
_VOWEL = re.compile(r"[aeiouy]")
#: What is another word for the same thing or act wherever it stands.
_SAME = _pairs(
    """hiring=hire lease=hire leasing=hire rent=hire rental=hire renting=hire fix=repair fixing=repair
    mend=repair mending=repair garbage=waste refuse=waste rubbish=waste trash=waste advice=advisory
    bike=bicycle cctv=surveillance maintain=maintenance mower=mowing phone=telephone photo=photograph
    photocopy=photocopier"""
)


def split(text: str) -> list[str]:
    """Return the words of `text` in small letters, without accents; "first-aid" is two, "child's" one."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter) and letter not in "'’‘`")
    return re.findall(r"[a-z0-9]+", plain)


@lru_cache(maxsize=_REMEMBERED)
def stem(word: str) -> str:
    """Return a word in the singular and in British spelling: "colors" → "colour"."""
    word = _singular(word)
    word = _BRITISH.get(word, word)
    word = _OUR.sub(r"\1our", word)
    return _AE.sub("e", _ISE.sub(r"\1s", word))


def _singular(word: str) -> str:
    if word in _SINGULAR:
        return _SINGULAR[word]
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
        return word[:-2]
    return word[:-1]


@lru_cache(maxsize=_REMEMBERED)
def root(word: str) -> str:
    """Return what a stem has in common with its relatives: "cleaner" and "cleaning" → "clean"."""
    word = _SAME.get(word, word)
    for _ in range(2):
        word = _without_ending(word)
    doubled = len(word) > 4 and word[-1] == word[-2] and word[-1] not in "aeious"
    return word[:-1] if doubled else word


def _without_ending(word: str) -> str:
    for ending in _ENDINGS:
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= _LEFT_AFTER.get(ending, 4) and _VOWEL.search(rest):
            return word if ending == "er" and rest.endswith("e") else rest
    return word
