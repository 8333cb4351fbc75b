"""The host of an address: whom a reader would really visit."""

import re
import unicodedata
from urllib.parse import SplitResult, urlsplit

BARE = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
HOST = re.compile(r"(?:[^\s/?#@:,;().]+\.)+([^\W\d_]{2,24}|xn--[a-z0-9-]+)", re.IGNORECASE)
TOP = {
    *("academy", "ai", "app", "art", "asia", "au", "az", "bank", "biz", "blog", "by", "ca", "cc"),
    *("ch", "cloud", "club", "cn", "co", "com", "de", "dev", "edu", "es", "eu", "example", "fr"),
    *("ge", "gov", "info", "int", "io", "it", "jp", "kg", "kr", "kz", "live", "me", "mil"),
    *("museum", "net", "news", "nl", "online", "org", "page", "pl", "pro", "ru", "se", "shop"),
    *("site", "store", "su", "tj", "tm", "top", "tr", "tv", "ua", "uk", "us", "uz", "xyz", "қаз"),
    *("рф", "срб", "укр"),
}
"""Ends of names that make a word with a dot in it an address, where it has no `https://`."""
ARCHIVES = ("archive.org", "archive.today", "archive.ph", "archive.is", "perma.cc", "doi.org")
"""Hosts that honestly stand in for others."""
LATIN_TWINS = frozenset("асԁеһіӏјорԛѕѵԝхуү")
"""Cyrillic letters that look like Latin ones in small letters (UTS #39, confusables)."""
ASIAN = frozenset(("CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "HANGUL", "BOPOMOFO"))
IN_HOSTS = re.compile("[\\w.\u00b7\u200c\u200d-]+")


def split(address: str) -> SplitResult | None:
    """An address taken apart; None where it cannot be."""
    try:
        parts = urlsplit(address.replace("\\", "/"))
        _ = parts.port, parts.hostname
    except ValueError:
        return None
    return parts


def host_of(address: str) -> str:
    """The host in small letters, as a browser shows it at best; empty where there is none."""
    parts = split(address)
    return _readable(parts.hostname or "") if parts else ""


def _readable(host: str) -> str:
    labels = host.rstrip(".").lower().split(".")
    return ".".join(_decoded(label) for label in labels)


def _decoded(label: str) -> str:
    """A label without its Punycode (RFC 3492)."""
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label


def user_in(address: str) -> str:
    """What stands before an @ in front of the host, and would be taken for the host."""
    parts = split(address)
    return parts.netloc.rpartition("@")[0] if parts and parts.scheme in ("http", "https") else ""


def disguise(address: str) -> str:
    """How the host of an address looks like another one; empty where it is what it seems to be."""
    host = host_of(address)
    if not IN_HOSTS.fullmatch(host):
        return "it holds a sign that no host name has"
    if unicodedata.normalize("NFKC", host) != unicodedata.normalize("NFC", host):
        return "browsers replace some of its letters by others"
    labels = host.split(".")
    found = (_of_label(label, labels[-1]) for label in labels)
    return next(filter(None, found), "")


def _of_label(label: str, last: str) -> str:
    scripts = _scripts(label)
    if len(scripts) > 1 and not scripts - {"LATIN"} <= ASIAN:
        return f"{label} mixes {' and '.join(sorted(map(str.capitalize, scripts)))} letters"
    twins = scripts == {"CYRILLIC"} and set(filter(str.isalpha, label)) <= LATIN_TWINS
    return f"{label} is Cyrillic and looks Latin" if twins and last.isascii() else ""


def _scripts(label: str) -> set[str]:
    """The scripts of the letters of a label, by the first word of their names."""
    return {unicodedata.name(sign, "?").split()[0] for sign in label if sign.isalpha()}


def shown_host(text: str) -> str:
    """The host that a link's text names, where the text is an address; else empty."""
    words = text.strip("<>()[]«»“”\"' .,;").split()
    if len(words) != 1:
        return ""
    (word,) = words
    if BARE.fullmatch(word):
        return host_of(word if "://" in word else f"https://{word}")
    name, at, after = word.partition("@")
    found = HOST.match(after if at and name else word)
    if not found or found[1].lower() not in TOP or found[0] != found[0].lower():
        return ""
    rest = (after if at and name else word)[found.end() :]
    return _readable(found[0]) if not rest or rest[0] in "/:?#" else ""


def same_house(one: str, other: str) -> bool:
    """Whether two hosts are one, or one is a part of the other, or an archive of anything."""
    one, other = one.removeprefix("www."), other.removeprefix("www.")
    inside = one == other or one.endswith(f".{other}") or other.endswith(f".{one}")
    return inside or any(other == name or other.endswith(f".{name}") for name in ARCHIVES)
