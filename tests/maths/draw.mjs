// Draws a JSON list of [TeX, display] by MathJax made lean, or (`plain`) as it comes.
import { text } from 'node:stream/consumers';

import { Attributes } from '../../hooks/vaultsite/maths/attributes.mjs';
import { load } from '../../hooks/vaultsite/maths/mathjax.mjs';

const [modules, how] = process.argv.slice(2);
const typesetter = await load(modules, '', { lean: how !== 'plain' });
const drawings = [];
for (const [tex, display] of JSON.parse(await text(process.stdin))) {
  drawings.push(await typesetter.draw({ tex, display }));
}
const node = typesetter.document.mmlFactory.create('mi');
process.stdout.write(JSON.stringify({ lean: node.attributes instanceof Attributes, drawings }));
