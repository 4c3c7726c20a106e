/** Copied content as text that reads well, and is Markdown where there is a choice. */

/** @typedef {{ indent: string, pre: boolean }} Place */

// Furniture: buttons, the anchors of headings, pictures of formulas.
export const LEFT_OUT =
  "script, style, svg, button, mjx-container, .headerlink, .math-heard, .md-clipboard, [hidden], [aria-hidden='true'], template";
const BLOCKS =
  "address, article, blockquote, dd, details, div, dl, dt, figure, figcaption, h1, h2, h3, h4, h5, h6, hr, li, ol, p, pre, section, summary, table, ul";
/** @type {Record<string, [string, string]>} */
const AROUND = {
  STRONG: ["**", "**"],
  B: ["**", "**"],
  EM: ["*", "*"],
  I: ["*", "*"],
  DEL: ["~~", "~~"],
  S: ["~~", "~~"],
  MARK: ["==", "=="],
  CODE: ["`", "`"],
};

/** @param {DocumentFragment} content */
export function markdownOf(content) {
  const text = inside(content, { indent: "", pre: false });
  return text.replace(/[ \t]+$/gm, "").replace(/\n{3,}/g, "\n\n").replace(/^\n+|\s+$/g, "");
}

/** @param {Node} node @param {Place} place @returns {string} */
const inside = (node, place) => [...node.childNodes].map((child) => written(child, place)).join("");

/** @param {Node} node @param {Place} place @returns {string} */
function written(node, place) {
  if (node instanceof Text) return place.pre ? node.data : node.data.replace(/\s+/g, " ");
  if (!(node instanceof HTMLElement) || node.matches(LEFT_OUT)) return "";
  if (node.matches(".math[data-tex]")) return formula(node);
  if (node.matches(BLOCKS)) return block(node, place);
  return inline(node, place);
}

/** @param {HTMLElement} node */
function formula(node) {
  const tex = (node.dataset.tex ?? "").trim();
  return node.classList.contains("math-block") ? `\n\n$$\n${tex}\n$$\n\n` : `$${tex}$`;
}

/** @param {HTMLElement} node @param {Place} place */
function inline(node, place) {
  if (node.tagName === "BR") return "\n";
  if (node instanceof HTMLImageElement) return node.alt ? `![${node.alt}](${node.src})` : "";
  if (node instanceof HTMLInputElement) return node.type === "checkbox" ? `[${node.checked ? "x" : " "}] ` : "";
  const text = inside(node, place);
  if (node instanceof HTMLAnchorElement) return link(node, text);
  const [before, after] = AROUND[node.tagName] ?? ["", ""];
  const [, start, middle, end] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? ["", "", text, ""];
  return middle && !place.pre ? start + before + middle + after + end : text;
}

/** A link within the site is its text, as addresses would hide the sentence. @param {HTMLAnchorElement} node @param {string} text */
function link(node, text) {
  const leadsAway = node.classList.contains("external-link") && text.trim() && text !== node.href;
  return leadsAway ? `[${text}](${node.href})` : text;
}

/** @param {HTMLElement} node @param {Place} place */
function block(node, place) {
  const name = node.tagName;
  if (/^H\d$/.test(name)) return `\n\n${"#".repeat(Number(name[1]))} ${inside(node, place).trim()}\n\n`;
  if (name === "HR") return "\n\n---\n\n";
  if (name === "PRE") return `\n\n\`\`\`\n${(node.textContent ?? "").replace(/\n$/, "")}\n\`\`\`\n\n`;
  if (name === "LI") return item(node, place);
  if (name === "UL" || name === "OL") return `\n${inside(node, place)}\n`;
  if (name === "TABLE") return table(node, place);
  if (name === "BLOCKQUOTE" || node.matches(".callout")) return quoted(inside(node, place));
  return `\n\n${inside(node, place).replace(/^ +| +$/g, "")}\n\n`;
}

/** @param {HTMLElement} node @param {Place} place */
function item(node, place) {
  const parent = node.parentElement;
  const number = parent instanceof HTMLOListElement ? parent.start + [...parent.children].indexOf(node) : 0;
  const sign = number ? `${number}. ` : "- ";
  const text = squeezed(inside(node, place)).replace(/\n(?=[^\n])/g, `\n${" ".repeat(sign.length)}`);
  return `\n${sign}${text}`;
}

/** @param {HTMLElement} node @param {Place} place */
function table(node, place) {
  const rows = [...node.querySelectorAll("tr")].map((row) => {
    const cells = [...row.children].map((cell) => squeezed(inside(cell, place)).replace(/\s*\n\s*/g, " ").replaceAll("|", "\\|"));
    return `| ${cells.join(" | ")} |`;
  });
  const columns = node.querySelector("tr")?.children.length ?? 0;
  rows.splice(1, 0, `|${" --- |".repeat(columns)}`);
  return `\n\n${rows.join("\n")}\n\n`;
}

/** @param {string} text */
const quoted = (text) => `\n\n${squeezed(text).replace(/^/gm, "> ")}\n\n`;

/** @param {string} text */
const squeezed = (text) => text.replace(/[ \t]+$/gm, "").replace(/\n{3,}/g, "\n\n").trim();
