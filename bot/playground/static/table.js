// A table block as DOM nodes. Where it is wider than the page it scrolls within itself, by keys too.

import { h } from "./dom.js";
import { plainWords } from "./mrkdwn.js";
import { richText } from "./richtext.js";

/** Draw a table block; its first row is the heading. */
export function table(block, context) {
  const [head = [], ...rows] = block.rows ?? [];
  const columns = block.column_settings ?? [];
  const cell = (name, attributes) => (one, place) =>
    h(name, { ...attributes, class: classOf(columns[place]) },
      one.type === "rich_text" ? richText(one, context.names) : plainWords(one.text ?? ""));
  return h("div", { class: "block block-table", tabindex: "0" }, h("table", {},
    h("thead", {}, h("tr", {}, head.map(cell("th", { scope: "col" })))),
    h("tbody", {}, rows.map((row) => h("tr", {}, row.map(cell("td", {})))))));
}

const classOf = (column) => [`align-${column?.align ?? "left"}`, column?.is_wrapped ? null : "unwrapped"].filter(Boolean).join(" ");
