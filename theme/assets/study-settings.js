/**
 * How much is asked, and when: at once valid for this browser.
 *
 * @typedef {{ made: HTMLElement, show: () => void }} Field `show` brings it up to date
 */
import { element } from "./graph-dom.js";
import { store } from "./study-state.js";
import { say } from "./study-words.js";

/** @typedef {import("./study-state.js").Settings} Settings */

const MOST = 9999;
const [LEAST_KEPT, MOST_KEPT] = [70, 97]; // per cent

export function settingsPart() {
  const fields = [newCards(), reviews(), retention(), dayStart()];
  const form = element("form", { class: "study-form" }, ...fields.map(({ made }) => made));
  form.addEventListener("submit", (event) => event.preventDefault());
  const title = element("summary", {}, say("page.settings"));
  // Another tab changes them, too, or a file that is loaded: but not what is being typed.
  const update = () => form.contains(document.activeElement) || fields.forEach(({ show }) => show());
  return { element: element("details", { class: "study-part" }, title, form), update };
}

/** @param {Partial<Settings>} changed */
const change = (changed) => store.change({ ...store.settings, ...changed });

/** @returns {Field} */
function newCards() {
  const input = number();
  input.required = true;
  input.addEventListener("change", () => {
    if (isValid(input)) change({ newPerDay: input.valueAsNumber });
  });
  const made = field(say("page.new-per-day"), input);
  return { made, show: () => (input.value = String(store.settings.newPerDay)) };
}

/** @returns {Field} */
function reviews() {
  const input = number();
  input.placeholder = say("page.no-limit");
  input.addEventListener("change", () => {
    if (isValid(input)) change({ reviewsPerDay: input.value ? input.valueAsNumber : null });
  });
  const made = field(say("page.reviews-per-day"), input, say("page.reviews-per-day-why"));
  return { made, show: () => (input.value = String(store.settings.reviewsPerDay ?? "")) };
}

/** @returns {Field} */
function retention() {
  const input = element("input", { type: "range", min: `${LEAST_KEPT}`, max: `${MOST_KEPT}` });
  const shown = element("output");
  const print = () => {
    const percent = { style: /** @type {const} */ ("percent") };
    shown.textContent = (input.valueAsNumber / 100).toLocaleString(document.documentElement.lang, percent);
    input.setAttribute("aria-valuetext", shown.textContent);
  };
  input.addEventListener("input", print);
  input.addEventListener("change", () => change({ retention: input.valueAsNumber / 100 }));
  const made = field(say("page.retention"), input, say("page.retention-why"));
  input.after(shown);
  const show = () => {
    input.value = String(Math.round(store.settings.retention * 100));
    print();
  };
  return { made, show };
}

/** @returns {Field} */
function dayStart() {
  const hour = new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: "short" });
  const options = Array.from({ length: 24 }, (_, at) =>
    element("option", { value: `${at}` }, hour.format(new Date(2024, 0, 1, at))),
  );
  const select = element("select", {}, ...options);
  select.addEventListener("change", () => change({ dayStart: Number(select.value) }));
  const made = field(say("page.day-start"), select, say("page.day-start-why"));
  return { made, show: () => (select.value = String(store.settings.dayStart)) };
}

function number() {
  return element("input", { type: "number", min: "0", max: `${MOST}`, step: "1", inputmode: "numeric" });
}

/** @param {HTMLInputElement} input */
function isValid(input) {
  const valid = input.checkValidity();
  const said = input.closest(".study-field")?.querySelector("[role=alert]");
  input.setAttribute("aria-invalid", String(!valid));
  if (said) said.textContent = valid ? "" : say("page.invalid", { most: MOST });
  return valid;
}

/** @param {string} name @param {HTMLInputElement | HTMLSelectElement} input @param {string} [why] */
function field(name, input, why) {
  const explained = why ? [element("small", {}, why)] : [];
  const label = element("label", {}, element("span", {}, name), input);
  return element("div", { class: "study-field" }, label, ...explained, element("small", { role: "alert" }));
}
