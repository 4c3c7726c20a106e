/** The list of all keys, as a dialog. */
import { dialogFor } from "./dialog.js";
import { allKeys, areTaken } from "./keys.js";
import { allNotes } from "./notes.js";
import { say } from "./words.js";

const isMac = /Mac|iP/.test(navigator.platform);

export async function open() {
  const dialog = await dialogFor("keys-list", say("keys.title"));
  const title = document.createElement("h2");
  title.textContent = say("keys.title");
  const list = document.createElement("dl");
  const { study } = await allNotes().catch(() => ({ study: "" }));
  for (const { keys, words } of allKeys()) {
    if (study || words !== "keys.study") list.append(...line(keys, say(words)));
  }
  if (!areTaken()) list.append(...others());
  dialog.replaceChildren(title, list);
  if (!dialog.open) dialog.showModal();
}

/** Those that no module registers: Material's, and what belongs to a place. */
function others() {
  return [
    ...line([" "], say("keys.preview")),
    ...line(["p", ","], say("keys.previous")),
    ...line(["n", "."], say("keys.next")),
    ...line(["Esc"], say("keys.close")),
  ];
}

/** @param {string[]} keys @param {string} text */
function line(keys, text) {
  const name = document.createElement("dt");
  name.append(...keys.map(key));
  const does = document.createElement("dd");
  does.textContent = text;
  return [name, does];
}

/** @param {string} name */
function key(name) {
  const made = document.createElement("kbd");
  made.textContent = name
    .replace("Mod+", isMac ? "⌘ " : `${say("keys.mod")} `)
    .replace("Escape", "Esc")
    .replace(/^ $/, say("keys.space"))
    .replace(/(?:^| )[a-z]$/, (letter) => letter.toUpperCase());
  return made;
}
