"""Text is compared as folded words: no case, no accents, no punctuation, whole words only.

This is the one place that says when two texts are the same to the eye: names, `text:` and `why` are
folded here, codes are cleaned here. What is folded is stored, so `FOLDING` rises with every change.
"""

import re
import unicodedata

FOLDING = "2"
"""Told by what is stored: a register whose words were folded otherwise is refused, not asked."""

# Letters whose stroke, hook or missing dot Unicode does not take for an accent ("Ł" has no
# decomposition) are told by their names: LATIN SMALL LETTER L WITH STROKE is an l. No library does
# just this: anyascii and Unidecode turn every script into Latin, so that 司 would be met by "si".
_BARE = {
    "LATIN SMALL LETTER DOTLESS I": "i",
    "LATIN SMALL LETTER DOTLESS J": "j",
    "LATIN SMALL LETTER AE": "ae",
    "LATIN SMALL LIGATURE OE": "oe",
    "LATIN SMALL LETTER ETH": "d",
    "LATIN SMALL LETTER THORN": "th",
    "LATIN SMALL LETTER ENG": "n",
    "LATIN SMALL LETTER KRA": "k",
    "LATIN SMALL LETTER SHARP S": "ss",
    # one letter of Arabic, typed on a Persian, an Urdu or an Egyptian keyboard
    "ARABIC LETTER FARSI YEH": "\u064a",
    "ARABIC LETTER ALEF MAKSURA": "\u064a",
    "ARABIC LETTER KEHEH": "\u0643",
    "ARABIC LETTER HEH GOAL": "\u0647",
}
_WITH_MARKS = ("LATIN SMALL LETTER ", "CYRILLIC SMALL LETTER ")

# Scripts that put no blanks between words (classes SA, ID and CJ of Unicode's rules for lines): a
# phrase may begin and end anywhere, so each of their characters is a word of its own.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf"  # Thai to Tai Tham
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u303b\u3040-\u312f\u31a0-\u31bf"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua9e0-\ua9ff\uaa60-\uaadf"
    "\uf900-\ufaff\U00011700-\U0001174f\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
_OF_UNSPACED = re.compile(f"[{UNSPACED}]")
_LEAVING_UNSPACED = re.compile(rf"(?<=[{UNSPACED}])(?=[^{UNSPACED} ])")

# Characters that nobody sees: controls, those of category Cf (zero width, marks of direction, soft
# hyphens, byte-order marks), fillers of Hangul and Khmer, the joiner of accents, selectors of a
# glyph's variant, and the stroke that only lengthens an Arabic word.
INVISIBLE = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # control characters that are no blanks
    "\u00ad\u034f\u0600-\u0605\u061c\u0640\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
)
_UNSEEN = re.compile(f"[{INVISIBLE}]+")
_OTHER_BLANKS = re.compile(r"[^\S ]|\u2800")  # Braille without a dot is a blank that nobody trims
_TO_CLEAN = re.compile(f"[{INVISIBLE}]|{_OTHER_BLANKS.pattern}")


def fold(text: str) -> str:
    """Give the words of a text in lower case without accents, each between single spaces.

    "Comandante, 41ª Brigada" becomes " comandante 41a brigada ", so that a phrase stands in a text
    exactly where its folded form is a part of the folded text. Blank stays blank. In scripts
    without blanks each character is a word: "司令官" becomes " 司 令 官 ".
    """
    if text.isascii():
        words = text.lower().translate(_PLAIN).split()
        return f" {' '.join(words)} " if words else ""
    plain = unicodedata.normalize("NFKD", _UNSEEN.sub("", text)).casefold()
    if not unicodedata.is_normalized("NFKD", plain):
        plain = unicodedata.normalize("NFKD", plain)
    bare = plain.translate(_FOLDED)
    if _OF_UNSPACED.search(bare):
        bare = _LEAVING_UNSPACED.sub(" ", bare)
    words = bare.split()
    return f" {' '.join(words)} " if words else ""


def clean(text: str) -> str:
    """Give a text as the eye sees it: NFC, trimmed, every blank a space, nothing invisible.

    Zero-width characters, marks of direction, soft hyphens and byte-order marks go; a no-break
    space is a space. Case, accents and punctuation stay.
    """
    if _TO_CLEAN.search(text):
        text = _OTHER_BLANKS.sub(" ", _UNSEEN.sub("", text))
    return unicodedata.normalize("NFC", text).strip()


class _Folded(dict[int, str]):
    """What becomes of each character after case and compatibility, worked out once for each."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _folded(chr(code))
        return found


def _folded(char: str) -> str:
    of_unspaced = _OF_UNSPACED.match(char) is not None
    if unicodedata.category(char).startswith("M"):
        return char if of_unspaced or not unicodedata.combining(char) else ""
    if _UNSEEN.match(char):
        return ""
    if not char.isalnum() or "\u02b0" <= char <= "\u02ff":  # ʻ and ʼ are written as ' as often
        return " "
    return f" {char}" if of_unspaced else _bare(char)


def _bare(char: str) -> str:
    """Give a letter without what Unicode names in words: its stroke, hook, tail or bar."""
    name = unicodedata.name(char, "")
    if name in _BARE:
        return _BARE[name]
    letter, has_more, _ = name.partition(" WITH ")
    if not has_more or not name.startswith(_WITH_MARKS):
        return char
    try:
        plain = unicodedata.lookup(letter)
    except KeyError:
        return char
    apart = unicodedata.normalize("NFKD", plain)
    return "".join(_bare(c) for c in apart if not unicodedata.combining(c))


_FOLDED = _Folded()
_PLAIN = {
    code: "" if _UNSEEN.match(chr(code)) else " " for code in range(128) if not chr(code).isalnum()
}
