// Formulas in, drawings out: one JSON object a line each way. The first line in is {"preamble": TeX},
// the first line out {"ready": MathJax's version}.
import { createInterface } from 'node:readline';

import { load, version } from './mathjax.mjs';

const [modules] = process.argv.slice(2);
const say = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);
let typesetter = null;

for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line);
  if (typesetter === null) {
    typesetter = await load(modules, message.preamble);
    say({ ready: version(modules) });
  } else {
    const { id, ...job } = message;
    say({ id, ...(await typesetter.draw(job)) });
  }
}
