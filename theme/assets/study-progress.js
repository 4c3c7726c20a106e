/** Where progress is kept, and the ways to save it, load it and forget it. */
import { dialogFor } from "./dialog.js";
import { button, element } from "./graph-dom.js";
import { ROOT } from "./memory.js";
import { store } from "./study-state.js";
import { say } from "./study-words.js";

export function progressPart() {
  const status = element("p", { role: "status", class: "study-said" });
  const input = element("input", { type: "file", accept: ".json,application/json", hidden: "" });
  input.addEventListener("change", () => load(input, status));
  const buttons = element(
    "p",
    { class: "study-buttons" },
    button({}, () => save(status), say("page.save")),
    button({}, () => input.click(), say("page.load")),
    button({ "aria-haspopup": "dialog" }, () => askToForget(status), say("page.forget")),
  );
  const title = element("summary", {}, say("page.progress"));
  const text = element("p", {}, say("page.where"));
  return element("details", { class: "study-part" }, title, text, buttons, input, status);
}

/** @param {HTMLElement} status */
function save(status) {
  const url = URL.createObjectURL(new Blob([store.export()], { type: "application/json" }));
  const site = ROOT.pathname.split("/").filter(Boolean).pop() ?? ROOT.hostname;
  const day = new Date().toLocaleDateString("sv"); // as in ISO 8601, but of this place
  element("a", { href: url, download: `${site}-study-${day}.json` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  status.textContent = say("page.saved");
}

/** @param {HTMLInputElement} input @param {HTMLElement} status */
async function load(input, status) {
  const file = input.files?.[0];
  if (!file) return;
  try {
    const loaded = store.import(await file.text());
    status.textContent = say("page.loaded", loaded);
  } catch (error) {
    status.textContent = error instanceof Error ? error.message : String(error);
  }
  input.value = "";
}

/** @param {HTMLElement} status */
async function askToForget(status) {
  const dialog = await dialogFor("study-forget", say("page.forget-title"));
  const said = element("p", { role: "status" });
  const forget = () => {
    store.reset();
    status.textContent = say("page.forgotten");
    dialog.close();
  };
  const buttons = element(
    "p",
    { class: "study-buttons" },
    button({}, () => save(said), say("page.save-first")),
    button({ class: "study-danger" }, forget, say("page.forget-now")),
    button({ autofocus: "" }, () => dialog.close(), say("page.cancel")),
  );
  const title = element("h2", {}, say("page.forget-title"));
  dialog.replaceChildren(title, element("p", {}, say("page.forget-why")), buttons, said);
  dialog.showModal();
}
