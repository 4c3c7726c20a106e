/** Above the tree: the ways to a note that need a script, or no name. */
import { ROOT } from "./memory.js";
import { say } from "./words.js";

/** @param {import("./notes.js").NoteList} list */
export function ways(list) {
  const made = document.createElement("p");
  made.className = "explorer__ways";
  if (list.study) made.append(link(list.study, say("explorer.study")));
  if (list.recent) made.append(link(list.recent, say("explorer.recent")));
  made.append(button("random", say("explorer.random")), button("keys", say("keys.title")));
  return made;
}

/** @param {string} url @param {string} text */
function link(url, text) {
  const made = document.createElement("a");
  made.href = new URL(url, ROOT).href;
  made.textContent = text;
  return made;
}

/** @param {string} name what assets/ways.js knows it by @param {string} text */
function button(name, text) {
  const made = document.createElement("button");
  made.type = "button";
  made.dataset[name] = "";
  made.textContent = text;
  return made;
}
