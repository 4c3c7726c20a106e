// Formulas in, drawings out: one JSON object a line each way. First comes {"ready": version}.
import { createInterface } from 'node:readline';

import { load, version } from './mathjax.mjs';

const [modules] = process.argv.slice(2);
const say = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);

const typesetter = await load(modules);
say({ ready: version(modules) });
for await (const line of createInterface({ input: process.stdin })) {
  const { id, ...job } = JSON.parse(line);
  say({ id, ...(await typesetter.draw(job)) });
}
