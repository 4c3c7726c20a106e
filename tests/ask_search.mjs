// Answers queries with the site's own scripts: reads [folder, queries], prints titles in order.
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { SearchIndex } from "../theme/assets/search-index.js";
import { excerpts } from "../theme/assets/search-excerpt.js";
import { readable } from "../theme/assets/search-tex.js";
import { fitting, signs } from "../theme/assets/search-formulas.js";
import { parse } from "../theme/assets/search-query.js";
import { fold, texWords, words } from "../theme/assets/search-words.js";

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
  parse: (texts) => texts.map(parse),
  signs: (texts) => texts.map(signs),
  fitting: (pairs) => pairs.map(([query, tex]) => fitting(query)(tex)),
  async search({ folder, queries }) {
    const answers = [];
    for (const query of queries) {
      loaded.length = 0;
      const index = await SearchIndex.open(new URL("search/index.json", pathToFileURL(`${folder}/`)));
      const answer = await index.search(parse(query));
      const titles = answer.hits.map(({ page }) => index.pages[page].title);
      const files = [...loaded];
      const [best] = answer.hits;
      const found = best ? excerpts(await index.sections(best.page), answer, titles[0]) : [];
      const text = (parts) => parts.map(({ text, hit }) => (hit ? `[${text}]` : text)).join("");
      const shown = found.map((found) => [found.anchor, text(found.heading), text(found.text)]);
      answers.push({ titles, files, shown });
    }
    return answers;
  },
};

const answer = {};
for (const [name, argument] of Object.entries(asked)) answer[name] = await jobs[name](argument);
console.log(JSON.stringify(answer));
