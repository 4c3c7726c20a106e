/** What a link leads to: the nodes of a page that are shown of it. */

/** Letters and elements after which a preview ends, and the cards that it shows at most. */
const LETTERS = 4000;
const ELEMENTS = 1500; // formulas are many in few letters
const CARDS = 6;
/** What stands around a note's text, or belongs to its page alone. */
const AROUND =
  "nav, footer, script, link, form, .note-head, .note-foot, .cards-package, .backlinks, .graph, .math-defs, .md-source-file";
const INSIDE =
  ".headerlink, .footnote-backref, .cards-toggle, .md-clipboard, .md-code__nav, script, iframe, object, embed";

/**
 * @typedef {object} Section
 * @property {Node[]} nodes copies, in the order of the page
 * @property {boolean} whole the note from its beginning
 * @property {boolean} cut there is more of it
 */

/** The note of a page. @param {Document} page @returns {Element | null} */
export function articleOf(page) {
  return page.querySelector(".md-content .markdown-preview-view");
}

/**
 * @param {Document} page
 * @param {string} fragment without `#`, as it stands in an address; "" for the note
 * @returns {Section | undefined}
 */
export function sectionOf(page, fragment) {
  const article = articleOf(page);
  if (!article) return undefined;
  const target = fragment ? find(page, fragment) : null;
  const title = article.querySelector(":scope > h1");
  const isNote = !target || !article.contains(target) || (title?.contains(target) ?? false);
  const elements = isNote ? whole(article, title) : parts(target);
  // Of an empty note, what others say about it.
  if (!elements.length) elements.push(...article.querySelectorAll(":scope > .backlinks"));
  const { nodes, cut } = copies(elements);
  if (target?.matches(".card")) nodes.forEach(openAnswer);
  return { nodes, whole: isNote, cut };
}

/** @param {Document} page @param {string} fragment */
function find(page, fragment) {
  try {
    return page.getElementById(decodeURIComponent(fragment)) ?? page.getElementById(fragment);
  } catch {
    return page.getElementById(fragment);
  }
}

/** @param {Element} article @param {Element | null} title */
function whole(article, title) {
  return [...article.children].filter((each) => each !== title && !each.matches(AROUND));
}

/** @param {Element} target @returns {Element[]} */
function parts(target) {
  const place = target.closest("h1, h2, h3, h4, h5, h6") ?? target;
  if (place.matches(".cards-title")) return [place.closest(".cards") ?? place];
  if (/^H[1-6]$/.test(place.tagName)) return underHeading(place);
  if (place.matches(".footnote li")) return [...place.children];
  if (place.matches("li")) return [inList(place)];
  return [place.closest("table, .math-block, figure") ?? place];
}

/** @param {Element} heading */
function underHeading(heading) {
  const found = [heading];
  for (let next = heading.nextElementSibling; next; next = next.nextElementSibling) {
    if (/^H[1-6]$/.test(next.tagName) && next.tagName <= heading.tagName) break;
    if (next.matches(`${AROUND}, .footnote, section.cards`)) continue;
    found.push(next);
  }
  return found;
}

/** An item in a list of its own, with its number. @param {Element} item */
function inList(item) {
  const list = /** @type {Element} */ ((item.parentElement ?? item).cloneNode(false));
  const before = [...(item.parentElement?.children ?? [])].indexOf(item);
  if (list instanceof HTMLOListElement) list.start += before;
  list.append(item.cloneNode(true));
  return list;
}

/** @param {Element[]} elements */
function copies(elements) {
  const nodes = [];
  let full = 0; // 1: no more
  for (const element of elements.filter((each) => !each.matches(INSIDE))) {
    if (full > (element.matches("section.cards") ? 0.25 : 1)) return { nodes, cut: true };
    const copy = /** @type {Element} */ (document.importNode(element, true));
    for (const each of copy.querySelectorAll(INSIDE)) each.remove();
    full += (copy.textContent ?? "").length / LETTERS + copy.querySelectorAll("*").length / ELEMENTS;
    nodes.push(copy);
  }
  const cards = nodes.flatMap((each) => [...each.querySelectorAll(":scope > .card")]);
  for (const card of cards.slice(CARDS)) card.remove();
  return { nodes, cut: cards.length > CARDS };
}

/** @param {Node} node */
function openAnswer(node) {
  const answer = node instanceof Element && node.querySelector(":scope > .card-answer");
  if (answer instanceof HTMLDetailsElement) answer.open = true;
}
