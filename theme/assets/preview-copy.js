/** A part of one page made fit for another: its formulas complete, its ids and addresses its own. */
const SVG = "http://www.w3.org/2000/svg";
const REFERENCES = ["for", "headers", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns"];
const ADDRESSES = ["href", "src", "poster"];

let copies = 0;

/**
 * Make `root` independent of `page`, of which its nodes are copies.
 *
 * @param {Element} root
 * @param {Document} page
 * @param {URL} url the page's own
 */
export function settle(root, page, url) {
  root.prepend(...glyphs(root, page));
  leadFrom(root, url);
  rename(root, `preview-${++copies}-`);
}

/**
 * What the formulas of `root` use from elsewhere on their page: glyphs, and formulas drawn before.
 *
 * @param {Element} root @param {Document} page
 */
function glyphs(root, page) {
  const found = new Map([...root.querySelectorAll("[id]")].map((each) => [each.id, each]));
  /** @type {Map<Element | null, Element>} */
  const sheets = new Map();
  const waiting = [...root.querySelectorAll("use")];
  for (let use = waiting.pop(); use; use = waiting.pop()) {
    const id = use.getAttribute("href")?.slice(1) ?? "";
    const source = found.has(id) ? null : page.getElementById(id);
    if (!source) continue;
    const copy = /** @type {Element} */ (document.importNode(source, true));
    found.set(id, copy);
    for (const inner of copy.querySelectorAll("[id]")) found.set(inner.id, inner);
    waiting.push(...copy.querySelectorAll("use"));
    const shared = source.closest(".math-defs");
    sheets.set(shared, sheets.get(shared) ?? sheet(shared));
    sheets.get(shared)?.append(copy);
  }
  return sheets.values();
}

/** @param {Element | null} shared */
function sheet(shared) {
  const made = document.createElementNS(SVG, "svg");
  if (shared) made.setAttribute("class", "math-defs");
  for (const [name, value] of [["width", "0"], ["height", "0"], ["aria-hidden", "true"]]) {
    made.setAttribute(name, value);
  }
  made.style.position = "absolute";
  return made;
}

/** @param {Element} root @param {URL} url */
function leadFrom(root, url) {
  for (const element of root.querySelectorAll(":is([href], [src], [poster]):not(use)")) {
    for (const name of ADDRESSES) {
      const address = element.getAttribute(name);
      if (address !== null && !isInPicture(element, address)) {
        element.setAttribute(name, new URL(address, url).href);
      }
    }
  }
  for (const diagram of root.querySelectorAll("[data-links]")) {
    const links = Object.entries(JSON.parse(diagram.getAttribute("data-links") ?? "{}"));
    const resolved = links.map(([name, address]) => [name, new URL(address, url).href]);
    diagram.setAttribute("data-links", JSON.stringify(Object.fromEntries(resolved)));
  }
  for (const element of root.querySelectorAll("[autoplay]")) element.removeAttribute("autoplay");
  for (const element of root.querySelectorAll("img[role]")) {
    for (const name of ["role", "tabindex", "aria-haspopup", "aria-label"]) element.removeAttribute(name);
  }
}

/** Gradients and the like, which drawings name by `#id`. @param {Element} element @param {string} address */
function isInPicture(element, address) {
  return address.startsWith("#") && element.namespaceURI === SVG && element.localName !== "a";
}

/** @param {Element} root @param {string} prefix */
function rename(root, prefix) {
  for (const element of root.querySelectorAll("*")) {
    if (element.id) element.id = prefix + element.id;
    for (const { name, value } of [...element.attributes]) {
      const renamed = reference(element, name, value, prefix);
      if (renamed !== value) element.setAttribute(name, renamed);
    }
  }
}

/** @param {Element} element @param {string} name @param {string} value @param {string} prefix */
function reference(element, name, value, prefix) {
  if (REFERENCES.includes(name)) return value.replace(/\S+/g, (id) => prefix + id);
  if (name === "name" && element.matches("details, [type=radio]")) return prefix + value;
  if (/(?:^|:)href$/.test(name) && value.startsWith("#")) return `#${prefix}${value.slice(1)}`;
  return value.replace(/url\((["']?)#/g, `url($1#${prefix}`);
}
