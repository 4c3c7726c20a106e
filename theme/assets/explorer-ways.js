/** Above the tree: the ways to a note that need a script, or no name. */
import { ROOT } from "./memory.js";
import { say } from "./words.js";

/** @param {import("./notes.js").NoteList} list */
export function ways(list) {
  const made = document.createElement("p");
  made.className = "explorer__ways";
  if (list.recent) {
    const recent = document.createElement("a");
    recent.href = new URL(list.recent, ROOT).href;
    recent.textContent = say("explorer.recent");
    made.append(recent);
  }
  const random = document.createElement("button");
  random.type = "button";
  random.dataset.random = "";
  random.textContent = say("explorer.random");
  made.append(random);
  return made;
}
