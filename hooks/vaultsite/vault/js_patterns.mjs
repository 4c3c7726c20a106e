// Regular expressions as Obsidian runs them: {"text", "sources": [[…], …], "limit"} in, a line each;
// for each list of sources, out comes what each of them matched, or why that cannot be said.
//
// V8 heeds a time limit in the middle of a match only where `vm` has set it.
import { createInterface } from 'node:readline';
import vm from 'node:vm';

const context = vm.createContext({});
const script = new vm.Script('search()');

function matches(text, source, timeout) {
  const pattern = new RegExp(source, 'dgm');
  context.search = () => Array.from(text.matchAll(pattern), (match) => [...match.indices]);
  return script.runInContext(context, { timeout });
}

function found(text, sources, limit) {
  const end = performance.now() + limit;
  try {
    const all = sources.map((source) => {
      const left = Math.ceil(end - performance.now());
      return matches(text, source, Math.max(left, 1));
    });
    return { found: all };
  } catch (error) {
    return { error: error instanceof SyntaxError ? error.message : '' };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const { text, sources, limit } = JSON.parse(line);
  const answer = sources.map((each) => found(text, each, limit));
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
