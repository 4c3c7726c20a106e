/**
 * Ways through the notes: previews of links, "go to note", a random note, the list of keys. Here
 * is only what waits for a reader to want them; the rest is fetched then.
 */
import { onKey } from "./keys.js";
import { ROOT, memory } from "./memory.js";
import { onPage } from "./page.js";

/** Links that show where they lead. */
export const LINKS =
  ":is(.internal-link, .footnote-ref, .explorer-note, .neighbours a, .home-recent a, .note-graph li a, [data-preview])[href]";
const MOST_VISITS = 50;

const hovers = matchMedia("(hover: hover)");
/** @type {typeof import("./preview.js") | undefined} */
let preview;

/**
 * Without a connection nothing happens; the next time tries again.
 *
 * @template T
 * @param {Promise<T>} module
 * @param {(module: T) => unknown} use
 */
const then = (module, use) => module.then(use).catch(() => {});

/** @param {Event} event @param {string} selector */
const closest = (event, selector) =>
  event.target instanceof Element ? event.target.closest(selector) : null;

document.addEventListener("pointerover", (event) => {
  if (event.pointerType === "touch" || !hovers.matches) return;
  if (preview) preview.over(event);
  else if (closest(event, LINKS)) then(import("./preview.js"), (it) => (preview = it).over(event));
});

document.addEventListener("keydown", (event) => {
  const link = event.key === " " && closest(event, `${LINKS}:focus-visible`);
  if (!link || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  event.preventDefault();
  then(import("./preview.js"), (it) => (preview = it).enter(link));
});

const goTo = () => then(import("./switcher.js"), ({ open }) => open());
const random = () => then(import("./notes.js"), ({ goToAny }) => goToAny());
const study = () => then(import("./notes.js"), ({ goToStudy }) => goToStudy());
const list = () => then(import("./keys-list.js"), ({ open }) => open());

onKey(["o", "Mod+o"], "keys.switcher", goTo);
onKey(["r"], "keys.random", random);
onKey(["c"], "keys.study", study);
onKey(["?"], "keys.list", list);
document.addEventListener("click", (event) => {
  if (closest(event, "[data-switcher]")) goTo();
  if (closest(event, "[data-random]")) random();
  if (closest(event, "[data-keys]")) list();
});

onPage(() => {
  const visited = memory("visited", { lasting: true });
  const here = location.pathname.slice(ROOT.pathname.length);
  const others = (visited.get() ?? []).filter((/** @type {string} */ path) => path !== here);
  visited.set([here, ...others].slice(0, MOST_VISITS));
});
