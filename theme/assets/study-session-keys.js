/** The keys of a session: those of the rest of the site mean nothing meanwhile. */
import { say } from "./study-words.js";

/**
 * @param {import("./study-frame.js").Do} act
 * @returns {import("./keys.js").Binding[]}
 */
export function keysFor(act) {
  /** @param {string[]} keys @param {string} words @param {Parameters<typeof act>[0]} deed */
  const bind = (keys, words, deed) => ({
    keys,
    words,
    // A key that is held down is pressed once.
    run: (/** @type {KeyboardEvent} */ event) => event.repeat || act(deed),
  });
  return [
    bind([" ", "Enter"], say("session.key-go"), "go"),
    bind(["1"], say("session.again"), 1),
    bind(["2"], say("session.hard"), 2),
    bind(["3"], say("session.good"), 3),
    bind(["4"], say("session.easy"), 4),
    bind(["z", "Mod+z"], say("session.undo-why"), "undo"),
    bind(["s"], say("session.skip-why"), "skip"),
    bind(["b"], say("session.bury-why"), "bury"),
    bind(["o"], say("session.source-why"), "source"),
    bind(["?"], say("session.keys-why"), "keys"),
    bind(["Escape"], say("session.leave-why"), "leave"),
  ];
}
