/**
 * Draw Mermaid's diagrams, in the colours of the page. Their source stays where that fails.
 *
 * Only pages with a diagram load this module. Mermaid comes from this site, in parts: each kind of
 * diagram is a file of its own.
 */
import { onPage } from "./page.js";
import { say } from "./words.js";

/** @type {Promise<any> | undefined} */
let loading;
let drawings = 0;
let turn = 0;

function mermaid() {
  const address = new URL("../mermaid/mermaid.esm.min.mjs", import.meta.url).href;
  loading ??= import(address).then((module) => module.default);
  return loading;
}

const isDark = () => document.body.dataset.mdColorScheme === "slate";

/**
 * Mermaid says more in its message, but draws it with spaces: the first line is enough.
 *
 * @param {Element} figure @param {string} text
 */
function fail(figure, text) {
  figure.querySelector(".mermaid-drawing")?.remove();
  figure.querySelector("figcaption")?.remove();
  const caption = document.createElement("figcaption");
  caption.textContent = say("mermaid.broken", { why: text });
  figure.append(caption);
}

/** @param {Element} drawing @param {Record<string, string>} links */
function addLinks(drawing, links) {
  for (const node of drawing.querySelectorAll(".internal-link")) {
    const url = links[(node.textContent ?? "").trim().replace(/\s+/g, " ")];
    if (url === undefined) continue;
    const link = document.createElementNS("http://www.w3.org/2000/svg", "a");
    link.setAttribute("href", url);
    node.replaceWith(link);
    link.append(node);
  }
}

/** @param {HTMLElement} figure @param {any} engine */
async function draw(figure, engine) {
  const source = figure.querySelector("code")?.textContent ?? "";
  const id = `mermaid-${++drawings}`;
  try {
    const { svg } = await engine.render(id, source);
    const drawing = document.createElement("div");
    drawing.className = "mermaid-drawing";
    drawing.innerHTML = svg;
    const picture = /** @type {SVGElement} */ (drawing.firstElementChild);
    // On a phone a wide diagram scrolls instead of becoming illegible.
    if (picture.style.maxWidth) picture.style.minWidth = `min(${picture.style.maxWidth}, 30rem)`;
    addLinks(drawing, JSON.parse(figure.dataset.links ?? "{}"));
    figure.querySelector(".mermaid-drawing, figcaption")?.remove();
    figure.prepend(drawing);
  } catch (error) {
    const [message] = String(error instanceof Error ? error.message : error).split("\n");
    fail(figure, message.replace(/:\s*$/, ""));
  } finally {
    document.getElementById(`d${id}`)?.remove(); // where Mermaid measures
  }
}

/** Draw all diagrams that are on the page now. */
export async function drawAll() {
  const mine = ++turn;
  /** @type {NodeListOf<HTMLElement>} */
  const figures = document.querySelectorAll('figure[data-plugin="mermaid"]');
  if (!figures.length) return;
  try {
    const engine = await mermaid();
    engine.initialize({
      startOnLoad: false,
      securityLevel: "strict",
      suppressErrorRendering: true,
      layout: "dagre", // as in Obsidian; the other one is 1.6 MB
      theme: isDark() ? "dark" : "default",
      fontFamily: getComputedStyle(document.body).fontFamily,
    });
    for (const figure of figures) {
      if (mine !== turn) return; // another page or scheme
      await draw(figure, engine);
    }
  } catch (error) {
    loading = undefined;
    for (const figure of figures) fail(figure, say("mermaid.not-loaded"));
  }
}

onPage(() => void drawAll());
new MutationObserver(() => void drawAll()).observe(document.body, {
  attributes: true,
  attributeFilter: ["data-md-color-scheme"],
});
