/**
 * The list of all notes, fetched once for explorer, switcher and chance.
 *
 * @typedef {object} NoteList
 * @property {[name: string, parent: number][]} folders the vault first, with parent -1
 * @property {[title: string, url: string, folder: number][]} notes URLs from the site's root
 * @property {[note: number, name: string][]} [aliases] what notes are called besides
 * @property {string} [recent] the page of the notes changed last
 * @property {string} [study] the page to study cards, if there are any
 */
import { ROOT } from "./memory.js";

/** @type {Promise<NoteList> | undefined} */
let loading;

/** @returns {Promise<NoteList>} */
export function allNotes() {
  loading ??= load().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load() {
  const answer = await fetch(new URL("explorer.json", ROOT));
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
  return answer.json();
}

/** The path of a page whichever way it is encoded. @param {string | URL} url */
export function plainPath(url) {
  const { pathname } = new URL(url, ROOT);
  try {
    return decodeURI(pathname);
  } catch {
    return pathname;
  }
}

/** Follow a link that nobody sees, so that Material need not load a whole page. @param {string} url */
export function goTo(url) {
  const link = document.createElement("a");
  link.href = new URL(url, ROOT).href;
  document.body.append(link);
  link.click();
  link.remove();
}

/** Go to the page to study cards, if there is one. */
export async function goToStudy() {
  const { study } = await allNotes();
  if (study) goTo(study);
}

/** Go to a note that is not this one, by chance. */
export async function goToAny() {
  const { notes } = await allNotes();
  const here = plainPath(location.href);
  const others = notes.filter(([, url]) => plainPath(url) !== here);
  if (others.length) goTo(others[Math.floor(Math.random() * others.length)][1]);
}
