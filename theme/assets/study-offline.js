/** All cards for times without a connection: a button that keeps their pages, and what is kept. */
import { button, element } from "./graph-dom.js";
import { ROOT } from "./memory.js";
import { loadIndex } from "./study-data.js";
import { say } from "./study-words.js";

/** Hidden, unless the site is kept in this browser at all. */
export function offlinePanel() {
  const status = element("p", { role: "status", class: "study-said" });
  const progress = /** @type {HTMLProgressElement} */ (element("progress", { hidden: "" }));
  progress.ariaLabel = say("offline.keeping");
  const keepAll = button({}, () => run(() => keep(progress, status)), say("offline.keep"));
  const forget = button({}, () => run(forgetAll), say("offline.forget"));
  /** @param {() => Promise<void>} work */
  async function run(work) {
    keepAll.disabled = forget.disabled = true;
    try {
      await work();
      await tell(status);
    } catch (error) {
      const isFull = error instanceof Error && error.message === "full";
      status.textContent = isFull ? say("offline.full") : say("offline.failed");
    }
    progress.hidden = true;
    keepAll.disabled = forget.disabled = false;
  }
  const buttons = element("p", { class: "study-buttons" }, keepAll, forget);
  const title = element("summary", {}, say("offline.title"));
  const text = element("p", {}, say("offline.text"));
  const panel = /** @type {HTMLDetailsElement} */ (
    element("details", { class: "study-part", hidden: "" }, title, text, buttons, progress, status)
  );
  panel.addEventListener("toggle", () => panel.open && run(async () => {}));
  navigator.serviceWorker?.ready.then(({ scope }) => (panel.hidden = scope !== ROOT.href));
  return panel;
}

/** @param {HTMLProgressElement} progress @param {HTMLElement} status */
async function keep(progress, status) {
  progress.hidden = false;
  status.textContent = say("offline.keeping");
  const [{ units }, offline] = await Promise.all([loadIndex(), import("./offline.js")]);
  await offline.keep(units.map(({ note }) => note.url), (done, all) => {
    progress.max = all;
    progress.value = done;
  });
}

async function forgetAll() {
  await (await import("./offline.js")).forget();
}

/** @param {HTMLElement} status */
async function tell(status) {
  const { pages, bytes } = await (await import("./offline.js")).kept();
  const size = (bytes / 1e6).toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 });
  status.textContent = pages ? say("offline.kept", { count: pages, size }) : say("offline.none");
}
