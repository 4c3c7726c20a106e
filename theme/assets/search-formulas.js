/**
 * Formulas as TeX reads them: spacing, braces, the order of scripts and other names of a sign make
 * no difference, names of variables do. `vaultsite/site/search_formulas.py` reads the notes alike.
 */
const COMMENT = /(?<!\\)%[^\n]*/g;
const NOTHING = /\\\\(?:\[[^\]]*\])?|\\(?:label|tag\*?|color|textcolor)\s*\{[^}]*\}/g;
const ENVIRONMENT = /\\(?:begin|end)\s*\{([A-Za-z]+)\*?\}(?:\s*\{[lcr|@ ]*\})?/g;
const NAME = /\\(?:operatorname\*?|mathrm|text(?:rm|it|bf|normal)?|mbox)\s*\{([^{}$]*)\}/g;
const NORM = /\\(?:\||[lr]?Vert(?![A-Za-z]))/g;
const SPACE = /\\[,:;! >]|~/g;
const WORD = /[A-Za-z]+|[^\sA-Za-z]/g;
const ARG = /\\?(?<![A-Za-z])arg\s*(?:\\[,:;! ]\s*)*\\?(max|min)(?![A-Za-z])/g;
const FONT =
  /\\(mathbb|mathcal|mathfrak|mathscr|mathbf|boldsymbol|bm)(?:\s*\{\s*([A-Za-z0-9]+)\s*\}|\s*([A-Za-z0-9](?![A-Za-z0-9])))/g;
const GROUP = String.raw`(\\[A-Za-z]+|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}|[^\s{}\\])`;
const SCRIPTS = new RegExp(String.raw`\^\s*${GROUP}\s*_\s*${GROUP}`, "g");
const CHOICE = /\{([^{}]*)\\choose(?![A-Za-z])([^{}]*)\}/g;
const SIGN =
  /\\(?:left|right)(?![A-Za-z])\s*\.?|\\[bB]igg?[lrm]?(?![A-Za-z])|\\[A-Za-z]+|\\\S|\.\.\.|\S/gu;
const SIZE = /^\\(?:(?:left|right)(?![A-Za-z])|[bB]igg?[lrm]?$)/;
const DROPPED = new Set(
  String.raw`& \limits \nolimits \displaystyle \textstyle \scriptstyle \quad \qquad \nonumber \notag \begin \end \rm \mathop \mathstrut \hfill`.split(
    " ",
  ),
);
const SAME = new Map(
  [
    String.raw`\le \leq|\ge \geq|\ne \neq|\to \rightarrow|\gets \leftarrow|\land \wedge|\lor \vee`,
    String.raw`\lnot \neg|\dfrac \frac|\tfrac \frac|\cfrac \frac|\dbinom \binom|\tbinom \binom`,
    String.raw`\lbrace \{|\rbrace \}|... \dots|\ldots \dots|\cdots \dots|\widehat \hat`,
    String.raw`\widetilde \tilde|\bar \overline|\ast *|\colon :|\lt <|\gt >|\implies \Rightarrow`,
    String.raw`\iff \Leftrightarrow|\prime '`,
  ]
    .join("|")
    .split("|")
    .map((pair) => /** @type {[string, string]} */ (pair.split(" "))),
);
for (const bar of ["mid", "vert", "lvert", "rvert"]) SAME.set(`\\${bar}`, "|");
/** How many arguments a command takes; scripts take one. @type {Record<string, number>} */
const ARGUMENTS = { "^": 1, _: 1, "\\frac": 2, "\\binom": 2, "\\overset": 2, "\\underset": 2, "\\stackrel": 2 };
for (const name of ["sqrt", "hat", "tilde", "overline", "underline", "vec", "dot", "ddot", "overbrace", "underbrace"]) {
  ARGUMENTS[`\\${name}`] = 1;
}

/** The signs of a formula in order, without braces and blanks. @param {string} tex */
export function signs(tex) {
  return lexed(tex).filter((sign) => sign !== "{" && sign !== "}");
}

/**
 * How well formulas fit a query: from 2 for the formula itself down to above 1 for those with the
 * query in them, and below for those that are like it.
 *
 * @param {string} query which may end anywhere
 * @returns {(tex: string) => number}
 */
export function fitting(query) {
  const asked = signs(query);
  const grouped = braced(lexed(query));
  const begun = isBegun(query);
  return (tex) => {
    const found = signs(tex);
    if (!asked.length || !found.length) return 0;
    const run = longestRun(asked, found, begun);
    if (run < asked.length) {
      return (0.5 * Math.max(0, run - 1) + 0.4 * inOrder(asked, found)) / asked.length;
    }
    const exact = longestRun(grouped, braced(lexed(tex)), begun) === grouped.length;
    return 1 + (exact ? 0.5 : 0) + (0.5 * asked.length) / Math.max(asked.length, found.length);
  };
}

/** What the index has of a query: its triples, of which the last may go on. @param {string} query */
export function triples(query) {
  const asked = signs(query);
  const begun = isBegun(query);
  if (asked.length < 3) return [{ key: asked.join(" ") + (begun ? "" : " "), begun: true }];
  return asked.slice(2).map((sign, at) => ({
    key: `${asked[at]} ${asked[at + 1]} ${sign}`,
    begun: begun && at === asked.length - 3,
  }));
}

/** The commands of a query: what tells most where nothing else is found. @param {string} query */
export function commands(query) {
  const names = new Set(signs(query).filter((sign) => /^\\[A-Za-z]{2}/.test(sign)));
  return [...names].map((name) => ({ key: `${name} `, begun: true }));
}

/** Is the query's last command still being typed, for all that can be known? @param {string} query */
function isBegun(query) {
  return /\\[A-Za-z]+$/.test(query);
}

/** @param {string} tex */
function lexed(tex) {
  let plain = tex.replace(COMMENT, "");
  if (plain.includes("\\")) plain = withoutCommands(plain);
  plain = plain.replace(SCRIPTS, "_$2^$1");
  return (plain.match(SIGN) ?? [])
    .filter((sign) => !DROPPED.has(sign) && !SIZE.test(sign))
    .map((sign) => SAME.get(sign) ?? sign);
}

/** @param {string} tex */
function withoutCommands(tex) {
  return tex
    .replace(NOTHING, " ")
    .replace(ENVIRONMENT, (_, name) => (name.endsWith("matrix") || name === "cases" ? `\\${name} ` : " "))
    .replace(NAME, (_, text) => (text.replace(SPACE, "").match(WORD) ?? []).map(word).join(""))
    .replace(NORM, "||")
    .replace(SPACE, " ")
    .replace(ARG, "\\arg$1 ")
    .replace(FONT, (_, face, group, sign) => `\\${/^b/.test(face) ? "mathbf" : face}${group ?? sign} `)
    .replace(CHOICE, "\\binom{$1}{$2}");
}

/** @param {string} name */
function word(name) {
  return name.length > 1 ? `\\${name} ` : name;
}

/** The signs with braces around each argument, and no others. @param {string[]} list */
function braced(list) {
  /** @type {string[]} */
  const found = [];
  let at = 0;
  const one = () => {
    const sign = list[at++];
    if (sign === "{") return group();
    found.push(sign);
    for (let count = ARGUMENTS[sign] ?? 0; count > 0 && at < list.length; count--) {
      found.push("{");
      one();
      if (at < list.length || list[at - 1] !== "{") found.push("}");
    }
  };
  const group = () => {
    while (at < list.length && list[at] !== "}") one();
    at++;
  };
  while (at < list.length) one();
  // What is open at the end may go on: nothing is closed there.
  if (count(list, "{") > count(list, "}")) while (found.at(-1) === "}") found.pop();
  return found;
}

/** @param {string[]} list @param {string} sign */
function count(list, sign) {
  return list.filter((each) => each === sign).length;
}

/**
 * How many neighbouring signs both have in this order.
 *
 * @param {string[]} asked @param {string[]} found
 * @param {boolean} begun the last sign asked for may be the beginning of one
 */
function longestRun(asked, found, begun) {
  let longest = 0;
  let before = new Uint16Array(asked.length + 1);
  for (const sign of found) {
    const row = new Uint16Array(asked.length + 1);
    for (let at = 0; at < asked.length; at++) {
      const last = begun && at === asked.length - 1;
      if (last ? !sign.startsWith(asked[at]) : sign !== asked[at]) continue;
      row[at + 1] = before[at] + 1;
      longest = Math.max(longest, row[at + 1]);
    }
    before = row;
  }
  return longest;
}

/** How many signs both have in this order, whatever stands between. @param {string[]} asked @param {string[]} found */
function inOrder(asked, found) {
  const most = new Uint16Array(asked.length + 1);
  for (const sign of found) {
    for (let at = asked.length; at > 0; at--) {
      if (sign === asked[at - 1]) most[at] = Math.max(most[at], 1 + Math.max(...most.subarray(0, at)));
    }
  }
  return Math.max(...most);
}
