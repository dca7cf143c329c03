/** British and American spellings of a word as one, with the rules of `builder/search/variants.py`. */

/** @type {[RegExp, string][]} */
const RULES = [
  // colour, behavioural, neighbouring
  [
    /(ard|arm|behavi|cand|clam|col|demean|endeav|fav|ferv|flav|harb|hon|hum|lab|neighb|od|parl|ranc|rig|rum|sav|splend|succ|tum|val|vap|vig)our/g,
    "$1or",
  ],
  // practise; before the next rule
  [/^practis(e|ed|es|ing)$/g, "practic$1"],
  // generalise, tokenisation; but supervise, promise, exercise, noise, advertise
  [
    /^(?!.*(?:[aeouvwxy]|[^i]c|pr|prom|prem|surm|dem|ert|and|rad|ch|sp|hast)is)(.{3,})is(e|ed|es|er|ers|ing|ation|ations|ational|able)$/g,
    "$1iz$2",
  ],
  // analyse, catalysed; analyses is a noun too
  [/lys(e|ed|er|ers|ing)$/g, "lyz$1"],
  // centre, fibres, kilometre, theatre
  [/(cent|met|lit|fib|theat|calib|lust|scept|spect|somb|meag)re(s?)$/g, "$1er$2"],
  [/^((?:re)?cent)r(ed|ing)$/g, "$1er$2"],
  // catalogue, dialogues, analogue
  [/(anal|catal|dial|epil|homol|monol|prol)ogue(s?)$/g, "$1og$2"],
  [/(catal|dial)ogu(ed|ing)$/g, "$1og$2"],
  // defence, offence, licence
  [/^(def|off|pret)ence(s|less)?$/g, "$1ense$2"],
  [/^licenc(e|es|ed|ing)$/g, "licens$1"],
  // programme, judgement, ageing, fulfil, grey, sceptic, artefact, mould
  [/^(micro|re)?programme(s?)$/g, "$1program$2"],
  [/^(acknowledg|judg)ement(s?)$/g, "$1ment$2"],
  [/^ageing$/g, "aging"],
  [/^(enrol|fulfil|instal|instil)(s|ment|ments)?$/g, "$1l$2"],
  [/^grey/g, "gray"],
  [/^sceptic/g, "skeptic"],
  [/^artefact/g, "artifact"],
  [/^mould/g, "mold"],
  [/^aluminium/g, "aluminum"],
  [/sulph/g, "sulf"],
  // paediatric, anaesthesia, haemoglobin, leukaemia, oestrogen, foetal, manoeuvre
  [/^(an|encyclop|h|orthop|p)ae(sth|d|m)/g, "$1e$2"],
  [/^(leuk|an|isch)aemi/g, "$1emi"],
  [/^(f?)oe(t(?:us|al)|strogen)/g, "$1e$2"],
  [/^manoeuvr(?:e|(?=ing|ab))/g, "maneuver"],
];

/**
 * What a lower-case word has in common with its other spelling.
 *
 * @param {string} word
 * @returns {string}
 */
export function unifySpelling(word) {
  return RULES.reduce((found, [pattern, replacement]) => found.replace(pattern, replacement), word);
}
