/** What the study page says, apart from the words that every page loads. */
import { sayer } from "./words.js";

export const say = sayer(["en", {}]);
