/**
 * What `graph.json` says: see hooks/vaultsite/site/graph_map.py.
 *
 * @typedef {{ title: string, url: string, folder: string, colour: number, x: number, y: number }} GraphNote
 */

/** All notes, by their numbers, and who links to whom. */
export class GraphData {
  /** @param {any} json */
  constructor(json) {
    /** @type {string[]} the folders that have a colour, from 1 */
    this.groups = json.groups;
    /** @type {string[]} */
    this.folders = json.folders.map((/** @type {[string]} */ [folder]) => folder);
    this.hasMap = json.at.length > 0;
    /** @type {GraphNote[]} */
    this.notes = json.notes.map((/** @type {[string, string, number]} */ [title, url, folder], /** @type {number} */ number) => ({
      title,
      url,
      folder: this.folders[folder],
      colour: json.folders[folder][1],
      x: json.at[2 * number],
      y: -json.at[2 * number + 1],
    }));
    /** @type {number[][]} */
    this.goes = json.links.map(sums);
    /** @type {number[][]} */
    this.comes = this.notes.map(() => []);
    this.goes.forEach((others, number) => others.forEach((other) => this.comes[other].push(number)));
    /** @type {Map<string, number[]>} */
    this.tags = new Map(Object.entries(json.tags).map(([tag, notes]) => [tag, sums(notes)]));
    this.byUrl = new Map(this.notes.map((note, number) => [note.url, number]));
  }

  /** @param {number} number @returns {Set<number>} all notes with a link to this one or from it */
  near(number) {
    return new Set([...this.comes[number], ...this.goes[number]]);
  }

  /** @param {number} number @param {number} steps @returns {Set<number>} */
  within(number, steps) {
    const found = new Set([number]);
    for (let step = 0; step < steps; step++) {
      for (const each of [...found]) this.near(each).forEach((other) => found.add(other));
    }
    return found;
  }

  /** @param {string} folder @returns {Set<number>} the notes in a folder and all below it */
  inFolder(folder) {
    const isIn = (/** @type {string} */ path) => path === folder || path.startsWith(`${folder}/`);
    return this.#chosen((note) => (folder ? isIn(note.folder) : note.folder === ""));
  }

  /** @param {string} words @returns {number[]} the notes with a name like this, the best first */
  named(words) {
    const wanted = plain(words);
    if (!wanted) return [];
    const found = [...this.#chosen((note) => plain(note.title).includes(wanted))];
    const rank = (/** @type {number} */ number) => {
      const name = plain(this.notes[number].title);
      return (name === wanted ? 0 : name.startsWith(wanted) ? 1 : 2) * 1e6 - this.near(number).size;
    };
    return found.sort((a, b) => rank(a) - rank(b));
  }

  /** @param {(note: GraphNote) => boolean} fits */
  #chosen(fits) {
    return new Set(this.notes.flatMap((note, number) => (fits(note) ? [number] : [])));
  }
}

/** @param {string} text without case and accents */
function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").trim().toLowerCase();
}

/** @param {number[]} steps @returns {number[]} */
function sums(steps) {
  let sum = 0;
  return steps.map((step) => (sum += step));
}
