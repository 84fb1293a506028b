// A line under the bar: what moving the clock has brought and the way there, or that the playground began anew.

import { h, icon } from "./dom.js";
import { openMenu } from "./menu.js";
import { word } from "./words.js";

/** The line, made once; it stays until it is closed or something newer is told. */
export class News {
  constructor(root) {
    this.root = root;
    this.words = h("span", { class: "news-words", role: "status" });
    this.way = h("span", { class: "menu-place" });
    root.append(this.words, this.way, h("button", { type: "button", class: "tool", "aria-label": word("dismiss"), title: word("dismiss"), onclick: () => this.close() }, icon("cross")));
  }

  /** Say it; `ways` are {label, detail?, run}, one a button and several a menu. */
  tell(sentence, ways = []) {
    this.root.hidden = false;
    this.words.textContent = sentence;
    this.way.replaceChildren(...(ways.length ? [this.#button(ways)] : []));
  }

  #button(ways) {
    if (ways.length === 1) return h("button", { type: "button", class: "button", onclick: ways[0].run }, word("show_it"));
    const button = h("button", { type: "button", class: "button", "aria-haspopup": "menu", "aria-expanded": "false" }, word("show_it"));
    button.addEventListener("click", () => openMenu(button, word("show_it"), ways));
    return button;
  }

  close() {
    this.root.hidden = true;
  }
}

/** What was sent, in words: `sent` is [{channel, person, count}]. */
export function sentInWords(sent, names) {
  const direct = sent.filter((one) => one.person);
  const shared = sent.filter((one) => !one.person).map((one) => word(one.count === 1 ? "sent_in_one" : "sent_in", { n: one.count, place: `#${names.channel(one.channel) ?? one.channel}` }));
  const count = direct.reduce((sum, one) => sum + one.count, 0);
  const to = direct.length === 1 ? names.user(direct[0].person) : word("people_count", { n: direct.length });
  const parts = [...shared, ...(count ? [word(count === 1 ? "sent_to_one" : "sent_to", { n: count, to })] : [])];
  if (!parts.length) return word("sent_nothing");
  return parts.length > 1 ? `${parts.slice(0, -1).join(", ")} ${word("and")} ${parts.at(-1)}` : parts[0];
}
