// Jobs in, as a JSON list; MathML out, with the seconds that drawing and, apart, MathML took.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [modules, maths] = process.argv.slice(2);
const { load } = await import(pathToFileURL(`${maths}/mathjax.mjs`));
const { mathml } = await import(pathToFileURL(`${maths}/mathml.mjs`));
const jobs = JSON.parse(readFileSync(0, 'utf8'));

const seconds = () => Object.values(process.cpuUsage()).reduce((all, each) => all + each) / 1e6;
const typesetter = await load(modules);
const said = [];
let alone = 0;
const before = seconds();
for (const job of jobs) {
  said.push((await typesetter.draw(job)).mathml ?? '');
  const root = typesetter.document.inputJax[0].parseOptions?.root;
  const start = seconds();
  if (root) mathml(root);
  alone += seconds() - start;
}
const drawing = seconds() - before - alone;
process.stdout.write(JSON.stringify({ said, drawing, alone }));
