"""British and American spellings of a word as one; `variants.js` has the same rules.

A rule gives what a lower-case word is compared as, which need not be a word: what matters is
that both spellings become the same, and that no two different words do.
"""

from __future__ import annotations

import re
from functools import lru_cache

RULES: tuple[tuple[str, str], ...] = (
    # colour, behavioural, neighbouring
    (
        "(ard|arm|behavi|cand|clam|col|demean|endeav|fav|ferv|flav|harb|hon|hum|lab|neighb|od|parl"
        "|ranc|rig|rum|sav|splend|succ|tum|val|vap|vig)our",
        "$1or",
    ),
    # practise; before the next rule
    ("^practis(e|ed|es|ing)$", "practic$1"),
    # generalise, tokenisation; but supervise, promise, exercise, noise, advertise
    (
        "^(?!.*(?:[aeouvwxy]|[^i]c|pr|prom|prem|surm|dem|ert|and|rad|ch|sp|hast)is)"
        "(.{3,})is(e|ed|es|er|ers|ing|ation|ations|ational|able)$",
        "$1iz$2",
    ),
    # analyse, catalysed; analyses is a noun too
    ("lys(e|ed|er|ers|ing)$", "lyz$1"),
    # centre, fibres, kilometre, theatre
    ("(cent|met|lit|fib|theat|calib|lust|scept|spect|somb|meag)re(s?)$", "$1er$2"),
    ("^((?:re)?cent)r(ed|ing)$", "$1er$2"),
    # catalogue, dialogues, analogue
    ("(anal|catal|dial|epil|homol|monol|prol)ogue(s?)$", "$1og$2"),
    ("(catal|dial)ogu(ed|ing)$", "$1og$2"),
    # defence, offence, licence
    ("^(def|off|pret)ence(s|less)?$", "$1ense$2"),
    ("^licenc(e|es|ed|ing)$", "licens$1"),
    # programme, judgement, ageing, fulfil, grey, sceptic, artefact, mould
    ("^(micro|re)?programme(s?)$", "$1program$2"),
    ("^(acknowledg|judg)ement(s?)$", "$1ment$2"),
    ("^ageing$", "aging"),
    ("^(enrol|fulfil|instal|instil)(s|ment|ments)?$", "$1l$2"),
    ("^grey", "gray"),
    ("^sceptic", "skeptic"),
    ("^artefact", "artifact"),
    ("^mould", "mold"),
    ("^aluminium", "aluminum"),
    ("sulph", "sulf"),
    # paediatric, anaesthesia, haemoglobin, leukaemia, oestrogen, foetal, manoeuvre
    ("^(an|encyclop|h|orthop|p)ae(sth|d|m)", "$1e$2"),
    ("^(leuk|an|isch)aemi", "$1emi"),
    ("^(f?)oe(t(?:us|al)|strogen)", "$1e$2"),
    ("^manoeuvr(?:e|(?=ing|ab))", "maneuver"),
)
"""Pattern and replacement, with `$1` for a group; all that fit apply, in this order."""

_ANY = re.compile("|".join(f"(?:{pattern})" for pattern, _ in RULES))
_COMPILED = tuple(
    (re.compile(pattern), re.sub(r"\$(\d)", r"\\\1", replacement)) for pattern, replacement in RULES
)


@lru_cache(maxsize=1 << 18)
def unify_spelling(word: str) -> str:
    """Return what a lower-case word has in common with its other spelling."""
    if not _ANY.search(word):
        return word
    for pattern, replacement in _COMPILED:
        word = pattern.sub(replacement, word)
    return word
