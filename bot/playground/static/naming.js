// What an element is called: every control needs a name that a screen reader, and a test, can find it by.

import { plainWords } from "./mrkdwn.js";
import { word } from "./words.js";

/** What a control is called when no label stands beside it: its placeholder, else what kind of choice it is. */
export function nameAlone(element) {
  const kind = element.type.includes("date") ? "choose_date" : element.type === "timepicker" ? "choose_time" : "choose";
  return plainWords(element.placeholder?.text) || word(kind);
}

/** The attributes that name a control: those given, or else a name of its own. */
export function named(element, naming) {
  const isNamed = naming.id || naming["aria-labelledby"] || naming["aria-label"];
  return isNamed ? naming : { ...naming, "aria-label": nameAlone(element) };
}

/** The same for a group of boxes: a label's `for` cannot point at a group, so the id is left out. */
export function namedGroup(element, { id, ...naming }) {
  return named(element, naming);
}
