/** Dialogs of the site: one element each, closed by Escape, a click beside them, or another page. */
import { onPage } from "./page.js";
import { useStyle } from "./style.js";

/** @type {Map<string, HTMLDialogElement>} */
const made = new Map();

/**
 * The dialog of this name, with its style sheet; empty when it is made.
 *
 * @param {string} name its class, too
 * @param {string} label
 */
export async function dialogFor(name, label) {
  await useStyle("dialogs");
  const known = made.get(name);
  if (known) return known;
  const dialog = document.createElement("dialog");
  dialog.className = `dialog ${name}`;
  dialog.setAttribute("aria-label", label);
  // A click on the dialog itself is one beside it: what is in it fills it.
  dialog.addEventListener("pointerdown", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  made.set(name, dialog);
  return dialog;
}

onPage(() => made.forEach((dialog) => dialog.close()));
