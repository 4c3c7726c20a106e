// The `d` of a path, written as short as can be. It draws the same line.

const NUMBERS = { M: 2, L: 2, H: 1, V: 1, Q: 4, T: 2, C: 6, S: 4 };
const PLAIN = /^(?:[MLHVQTCSZ][-\d.\s,]*)*$/;
const PIECES = /([A-Z])([^A-Z]*)/g;
const NUMBER = /-?(?:\d+(?:\.\d*)?|\.\d+)/g;

/** `M0 0L10 0C…`, absolute commands only → the same in the shorter of absolute and relative ones. */
export function shortPath(d) {
  if (!PLAIN.test(d)) return d;
  const pen = new Pen();
  for (const [, command, text] of d.matchAll(PIECES)) {
    if (command === 'Z') pen.close();
    const values = (text.match(NUMBER) ?? []).map(Number);
    for (let at = 0; at < values.length; at += NUMBERS[command]) {
      pen.draw(command === 'M' && at ? 'L' : command, values.slice(at, at + NUMBERS[command]));
    }
  }
  return pen.text;
}

class Pen {
  constructor() {
    this.text = '';
    this.last = '';
    this.at = [0, 0];
    this.start = [0, 0];
    this.control = null; // of the curve before, with its kind
  }

  close() {
    this.text += 'Z';
    this.last = '';
    this.at = this.start;
    this.control = null;
  }

  draw(command, values) {
    const [x, y] = this.at;
    const end = { H: [values[0], y], V: [x, values[0]] }[command] ?? values.slice(-2);
    if (command === 'L' && end[1] === y) this.write('H', [end[0]]);
    else if (command === 'L' && end[0] === x) this.write('V', [end[1]]);
    else if (command === 'C' && same(values, this.mirrored('C'))) this.write('S', values.slice(2));
    else if (command === 'Q' && same(values, this.mirrored('Q'))) this.write('T', end);
    else this.write(command, values);
    this.control = this.controlOf(command, values);
    if (command === 'M') this.start = end;
    this.at = end;
  }

  controlOf(command, values) {
    if (command === 'C' || command === 'S') return { kind: 'C', place: values.slice(-4, -2) };
    if (command === 'Q') return { kind: 'Q', place: values.slice(0, 2) };
    return command === 'T' ? { kind: 'Q', place: this.mirrored('Q') } : null;
  }

  /** Where S and T take their first control point to be. */
  mirrored(kind) {
    const [x, y] = this.at;
    if (this.control?.kind !== kind) return [x, y];
    return [tidy(2 * x - this.control.place[0]), tidy(2 * y - this.control.place[1])];
  }

  write(command, values) {
    const origin = command === 'V' ? [this.at[1]] : this.at;
    const moved = values.map((value, index) => tidy(value - origin[index % 2]));
    const choices = [this.form(command.toLowerCase(), moved), this.form(command, values)];
    const [[letter, text]] = choices.sort((one, other) => one[1].length - other[1].length);
    this.text += text;
    this.last = letter;
  }

  /** A letter is left out where it stands before; after M it is L that is understood. */
  form(letter, values) {
    const understood = { M: 'L', m: 'l' }[this.last] ?? this.last;
    const text = values.reduce((all, value) => `${all}${all && value >= 0 ? ' ' : ''}${brief(value)}`, '');
    if (letter !== understood) return [letter, letter + text];
    return [letter, (values[0] >= 0 ? ' ' : '') + text];
  }
}

const same = (values, place) => values[0] === place[0] && values[1] === place[1];
// Away with what adding and subtracting decimals leaves behind.
const tidy = (value) => Math.round(value * 1000) / 1000;

/** A number without the zero that nobody needs: `-0.561` → `-.561`. */
export const brief = (value) => String(value).replace(/^(-?)0\./, '$1.');
