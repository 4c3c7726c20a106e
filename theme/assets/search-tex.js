/** TeX as a reader would say it in a line of plain text: `\frac{\partial f}{\partial x}` is ∂f/∂x. */
const SIGNS = new Map(
  Object.entries({
    alpha: "α", beta: "β", gamma: "γ", delta: "δ", epsilon: "ϵ", varepsilon: "ε", zeta: "ζ",
    eta: "η", theta: "θ", vartheta: "ϑ", iota: "ι", kappa: "κ", lambda: "λ", mu: "μ", nu: "ν",
    xi: "ξ", pi: "π", rho: "ρ", sigma: "σ", tau: "τ", upsilon: "υ", phi: "ϕ", varphi: "φ",
    chi: "χ", psi: "ψ", omega: "ω", Gamma: "Γ", Delta: "Δ", Theta: "Θ", Lambda: "Λ", Xi: "Ξ",
    Pi: "Π", Sigma: "Σ", Phi: "Φ", Psi: "Ψ", Omega: "Ω", partial: "∂", nabla: "∇", infty: "∞",
    sum: "∑", prod: "∏", int: "∫", iint: "∬", oint: "∮", sqrt: "√", in: " ∈ ", notin: " ∉ ",
    subset: " ⊂ ", subseteq: " ⊆ ", supset: " ⊃ ", cup: " ∪ ", cap: " ∩ ", setminus: " ∖ ",
    emptyset: "∅", varnothing: "∅", forall: "∀", exists: "∃", neg: "¬", lnot: "¬", land: " ∧ ",
    wedge: " ∧ ", lor: " ∨ ", vee: " ∨ ", to: " → ", rightarrow: " → ", leftarrow: " ← ",
    mapsto: " ↦ ", Rightarrow: " ⇒ ", implies: " ⇒ ", Leftrightarrow: " ⇔ ", iff: " ⇔ ",
    leftrightarrow: " ↔ ", leq: " ≤ ", le: " ≤ ", geq: " ≥ ", ge: " ≥ ", neq: " ≠ ", ne: " ≠ ",
    approx: " ≈ ", equiv: " ≡ ", sim: " ∼ ", propto: " ∝ ", ll: " ≪ ", gg: " ≫ ", pm: "±",
    times: " × ", cdot: "·", circ: "∘", otimes: "⊗", oplus: "⊕", ast: "∗", star: "⋆",
    ldots: "…", cdots: "⋯", dots: "…", vdots: "⋮", ddots: "⋱", mid: " | ", vert: "|", Vert: "‖",
    langle: "⟨", rangle: "⟩", lfloor: "⌊", rfloor: "⌋", lceil: "⌈", rceil: "⌉", top: "⊤",
    perp: "⊥", ell: "ℓ", hbar: "ℏ", prime: "′", quad: " ", qquad: " ", colon: ":", lbrace: "{",
    rbrace: "}", backslash: "\\",
  }),
);
const BOARD = new Map(
  Object.entries({ R: "ℝ", N: "ℕ", Z: "ℤ", Q: "ℚ", C: "ℂ", P: "ℙ", E: "𝔼", K: "𝕂", F: "𝔽" }),
);
const RAISED = new Map(zip("0123456789+-nijkTt'", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿⁱʲᵏᵀᵗ′"));
const LOWERED = new Map(zip("0123456789+-nijkxat", "₀₁₂₃₄₅₆₇₈₉₊₋ₙᵢⱼₖₓₐₜ"));
// Names of functions are read aloud; what only sets type is not.
const KEPT =
  /^(?:sin|cos|tan|sinh|cosh|tanh|arc\w+|exp|log|ln|lim(?:sup|inf)?|max|min|sup|inf|arg|det|dim|ker)$/;
const ESCAPED = new Map([
  ["{", "\ue002"],
  ["}", "\ue003"],
]);
const GROUP = "\\{((?:[^{}]|\\{[^{}]*\\})*)\\}";
const ROOT = new RegExp(`\\\\sqrt\\s*${GROUP}`, "g");
const FRACTION = new RegExp(`\\\\[dt]?frac\\s*${GROUP}\\s*${GROUP}`);

/** @param {string} tex */
export function readable(tex) {
  let text = tex
    .replace(/\\(?:begin|end)\s*\{[^}]*\}(?:\{[lcr| ]*\})?/g, " ")
    .replace(/\\(?:label|tag\*?|color)\s*\{[^}]*\}/g, " ")
    .replace(/\\mathbb\s*\{?\s*([A-Z])\s*\}?/g, (_, letter) => BOARD.get(letter) ?? letter)
    .replace(/\\\\/g, "; ")
    .replace(/\\\|/g, "‖")
    .replace(/&/g, " ");
  for (let depth = 0; depth < 4 && FRACTION.test(text); depth++) {
    text = text.replace(new RegExp(FRACTION, "g"), (_, top, bottom) => `${part(top)}/${part(bottom)}`);
  }
  return text
    .replace(ROOT, (_, under) => `\\sqrt{}${part(under)}`)
    .replace(/\\([{}%#$&_])/g, (_, sign) => ESCAPED.get(sign) ?? sign)
    .replace(/\\[,;:! ]|~/g, " ")
    .replace(/(\\[A-Za-z]+)\s+(?=[-=<>+])/g, "$1{} ")
    .replace(/\\([A-Za-z]+)\*?\s*/g, (_, name) => SIGNS.get(name) ?? (KEPT.test(name) ? `${name} ` : ""))
    .replace(/ +([_^])/g, "$1")
    .replace(/([_^])\s*([\w+'-])/g, (all, mark, sign) => small(sign, mark) ?? all)
    .replace(/([_^])\s*\{([^{}]*)\}/g, (_, mark, group) => small(group, mark) ?? mark + bracketed(group.trim()))
    .replace(/[{}]/g, "")
    .replace(/\ue002/g, "{")
    .replace(/\ue003/g, "}")
    .replace(/\s+/g, " ")
    .trim();
}

/**
 * An index or exponent in small signs; undefined if there are none.
 *
 * @param {string} text
 * @param {string} mark
 */
function small(text, mark) {
  const signs = [...text].map((sign) => (mark === "^" ? RAISED : LOWERED).get(sign));
  return signs.length && signs.every(Boolean) ? signs.join("") : undefined;
}

/** @param {string} from @param {string} to @returns {[string, string][]} */
function zip(from, to) {
  const signs = [...to];
  return [...from].map((sign, at) => [sign, signs[at]]);
}

/** @param {string} text */
function bracketed(text) {
  return /^\([^()]*\)$/.test(text) ? text : `(${text})`;
}

/** A part of a fraction, in brackets if it is a sum. @param {string} tex */
function part(tex) {
  if (/\\[dt]?frac/.test(tex)) return `(${tex})`;
  return /[-+=\s]\S/.test(tex.trim().replace(/\\[A-Za-z]+\s+/g, "")) ? `(${tex})` : tex;
}
