/**
 * What a reader asks for, in Obsidian's own operators as far as they make sense on a site:
 * `"words in this order"`, `-without`, `path:folder`, `file:name`, `tag:#name`; and TeX, between
 * dollars or with the signs that words do not have.
 *
 * @typedef {{
 *   terms: string[], phrases: string[], without: string[],
 *   paths: Condition[], files: Condition[], tags: Condition[], tex: string,
 * }} Query
 * @typedef {{text: string, not: boolean}} Condition
 */
import { fold, words } from "./search-words.js";

const DOLLARS = /\$\$?([^$]*)(?:\$\$?|$)/g;
const PART = /(-?)(?:(path|file|tag):(?:"([^"]*)"?|(\S*))|"([^"]*)"?|([^\s"]\S*))/gi;
const IS_TEX = /\\(?:[A-Za-z]|$)|\^|(?:^|[^\p{L}\p{N}])[\p{L}\p{N})}\]]_[\p{L}\p{N}{]/u;
const IS_WORD = /^[\p{L}\p{N}-]{3,}$/u;

/** @param {string} text @returns {Query} */
export function parse(text) {
  const tex = [...text.matchAll(DOLLARS)].map((match) => match[1].trim());
  const rest = text.replace(DOLLARS, " ");
  const hasTex = IS_TEX.test(rest);
  /** @type {Query} */
  const query = { terms: [], phrases: [], without: [], paths: [], files: [], tags: [], tex: "" };
  let depth = 0; // of braces: words in them are TeX
  for (const [whole, minus, kind, named, name, quoted, bare] of rest.matchAll(PART)) {
    const value = named ?? name ?? quoted ?? bare;
    const not = minus === "-";
    if (kind) condition(query, kind.toLowerCase(), value, not);
    else if (hasTex && quoted === undefined && (depth || !IS_WORD.test(whole))) {
      tex.push(whole);
      depth = Math.max(0, depth + count(whole, "{") - count(whole, "}"));
    } else if (not) query.without.push(...words(value));
    else if (quoted !== undefined) phrase(query, value, /."$/.test(whole));
    else query.terms.push(...words(value));
  }
  query.terms = [...new Set(query.terms)];
  query.tex = tex.join(" ").trim();
  return query;
}

/** Is nothing asked for yet? @param {Query} query */
export function isEmpty({ terms, paths, files, tags, tex }) {
  return !(terms.length || tex || paths.length || files.length || tags.length);
}

/** @param {Query} query @param {string} kind @param {string} value @param {boolean} not */
function condition(query, kind, value, not) {
  if (!value) return; // still being typed
  const list = kind === "path" ? query.paths : kind === "file" ? query.files : query.tags;
  list.push({ text: fold(value.replace(/^#/, "")), not });
}

/** Words with blanks around them; the last may go on while its quotes are open. @param {Query} query @param {string} value @param {boolean} closed */
function phrase(query, value, closed) {
  const found = words(value);
  if (found.length > 1) query.phrases.push(` ${found.join(" ")}${closed ? " " : ""}`);
  query.terms.push(...found);
}

/** @param {string} text @param {string} sign */
function count(text, sign) {
  return text.split(sign).length - 1;
}
