/** Answers that are typed, and what differs between them and the card. */
import { make } from "./search-dom.js";
import { say } from "./study-words.js";

const LONGEST = 400; // letters that are compared one by one

/** A field for the answer. @param {() => void} done */
export function fieldFor(done) {
  const input = /** @type {HTMLInputElement} */ (
    make("input", {
      ...{ class: "session-typed", type: "text", "aria-label": say("session.type") },
      ...{ placeholder: say("session.type"), autocomplete: "off", autocapitalize: "off" },
      ...{ spellcheck: "false", enterkeyhint: "done", dir: "auto" },
    })
  );
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || !["Enter", "Escape"].includes(event.key)) return;
    event.preventDefault(); // else a button that has the focus by then would be pressed
    event.stopPropagation();
    if (event.key === "Enter") done();
    else input.blur();
  });
  return input;
}

/** The text of an answer, with TeX for formulas. @param {Element} place */
export function textOf(place) {
  const copy = /** @type {Element} */ (place.cloneNode(true));
  for (const each of copy.querySelectorAll("[data-tex]")) {
    each.replaceWith(each.getAttribute("data-tex") ?? "");
  }
  for (const each of copy.querySelectorAll("svg, .math-heard")) each.remove();
  return plain(copy.textContent ?? "");
}

/** @param {string} text */
const plain = (text) => text.normalize("NFC").replace(/\s+/g, " ").trim();

/**
 * What was typed, with what is wrong in it; if so, what is right, with what was missing.
 *
 * @param {string} typed
 * @param {string} right
 */
export function compared(typed, right) {
  const given = plain(typed);
  const line = (/** @type {string} */ words, /** @type {Node[]} */ ...parts) =>
    make("p", { dir: "auto" }, make("small", {}, words), " ", ...parts);
  if (given === right) {
    return make("div", { class: "session-compared is-right" }, line(say("session.typed-right"), text(given)));
  }
  const [wrong, missing] = difference(given, right);
  return make(
    "div",
    { class: "session-compared" },
    line(say("session.typed"), ...(given ? wrong : [text("–")])),
    line(say("session.right"), ...missing),
  );
}

/** @param {string} words */
const text = (words) => document.createTextNode(words);

/** @param {string} typed @param {string} right @returns {[Node[], Node[]]} */
function difference(typed, right) {
  const [from, to] = [[...typed], [...right]];
  if (from.length > LONGEST || to.length > LONGEST) return [[text(typed)], [text(right)]];
  const kept = common(from, to);
  return [
    pieces(from, kept.map(([at]) => at), "del"),
    pieces(to, kept.map(([, at]) => at), "ins"),
  ];
}

/** Letters that both have in the same order, as many as can be. @param {string[]} from @param {string[]} to */
function common(from, to) {
  const lengths = Array.from({ length: from.length + 1 }, () => new Uint16Array(to.length + 1));
  for (let i = from.length - 1; i >= 0; i--) {
    for (let j = to.length - 1; j >= 0; j--) {
      lengths[i][j] =
        from[i] === to[j] ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
    }
  }
  /** @type {[number, number][]} */
  const pairs = [];
  for (let i = 0, j = 0; i < from.length && j < to.length; ) {
    if (from[i] === to[j]) pairs.push([i++, j++]);
    else if (lengths[i + 1][j] >= lengths[i][j + 1]) i++;
    else j++;
  }
  return pairs;
}

/** @param {string[]} letters @param {number[]} kept @param {string} tag for what is not kept */
function pieces(letters, kept, tag) {
  const same = new Set(kept);
  /** @type {Node[]} */
  const made = [];
  for (let start = 0, end = 0; start < letters.length; start = end) {
    while (end < letters.length && same.has(end) === same.has(start)) end++;
    const piece = letters.slice(start, end).join("");
    made.push(same.has(start) ? text(piece) : make(tag, {}, piece));
  }
  return made;
}
