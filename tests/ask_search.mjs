// Answers queries with the site's own scripts: reads [folder, queries], prints titles in order.
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { SearchIndex } from "../theme/assets/search-index.js";
import { excerpts } from "../theme/assets/search-excerpt.js";
import { readable } from "../theme/assets/search-tex.js";
import { fold, termsOf, texWords, words } from "../theme/assets/search-words.js";

const asked = JSON.parse(await new Response(process.stdin).text());
const loaded = [];
globalThis.fetch = async (url) => {
  loaded.push(new URL(url).pathname.split("/").at(-1));
  return new Response(await readFile(new URL(url)));
};

const jobs = {
  fold: (texts) => texts.map(fold),
  words: (texts) => texts.map(words),
  texWords: (texts) => texts.map(texWords),
  readable: (texts) => texts.map(readable),
  async search({ folder, queries }) {
    const answers = [];
    for (const query of queries) {
      loaded.length = 0;
      const index = await SearchIndex.open(new URL("search/index.json", pathToFileURL(`${folder}/`)));
      const { hits, isHit } = await index.search(termsOf(query));
      const titles = hits.map(({ page }) => index.pages[page].title);
      const files = [...loaded];
      const best = hits.length ? excerpts(await index.sections(hits[0].page), isHit) : [];
      const text = (parts) => parts.map(({ text, hit }) => (hit ? `[${text}]` : text)).join("");
      const shown = best.map((found) => [found.anchor, text(found.heading), text(found.text)]);
      answers.push({ titles, files, shown });
    }
    return answers;
  },
};

const answer = {};
for (const [name, argument] of Object.entries(asked)) answer[name] = await jobs[name](argument);
console.log(JSON.stringify(answer));
