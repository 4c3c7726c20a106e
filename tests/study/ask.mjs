// Runs the lines of tests, which know all that is tested and the kit: one request a line, as JSON.
import { createInterface } from "node:readline";
import { agreement } from "./agreement.mjs";
import * as kit from "./kit.mjs";
import * as clock from "./study-clock.js";
import * as counting from "./study-counts.js";
import * as data from "./study-data.js";
import * as records from "./study-records.js";
import { schedule } from "./study-schedule.js";
import { Session } from "./study-session.js";

const all = { ...clock, ...counting, ...data, ...records, ...kit, agreement, schedule, Session };

for await (const request of createInterface({ input: process.stdin })) {
  const { lines, zone, values } = JSON.parse(request);
  process.env.TZ = zone;
  let answer;
  try {
    const run = new Function(...Object.keys(all), ...Object.keys(values), `{${lines}\n}`); // a block: names may be taken again
    answer = { value: run(...Object.values(all), ...Object.values(values)) ?? null };
  } catch (error) {
    answer = { error: error.stack };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
