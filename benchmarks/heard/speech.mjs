// MathML in, as a JSON list; speech out, with the seconds that it took. The language is the argument.
import { readFileSync } from 'node:fs';
import sre from 'speech-rule-engine';

const [locale] = process.argv.slice(2);
const formulas = JSON.parse(readFileSync(0, 'utf8'));
const seconds = () => Object.values(process.cpuUsage()).reduce((all, each) => all + each) / 1e6;
await sre.setupEngine({ locale, domain: 'clearspeak', modality: 'speech', markup: 'none' });
await sre.engineReady();
const before = seconds();
const said = formulas.map((each) => sre.toSpeech(each));
process.stdout.write(JSON.stringify({ said, seconds: seconds() - before }));
