// Where one writes: a growing field with completion, a send button and the app's shortcuts.

import { completionsOf } from "./completion.js";
import { freshId, h, icon } from "./dom.js";
import { openMenu } from "./menu.js";
import { plainWords } from "./mrkdwn.js";
import { keepUnsent, unsentIn } from "./unsent.js";
import { word } from "./words.js";

/** A composer. `desk()` gives the desk of now (names, commands, shortcuts); `send(text)` resolves to {ok}. */
export class Composer {
  #found = null;
  #at = 0;
  #walked = false;

  constructor({ desk, send, withShortcuts = true }) {
    this.desk = desk;
    this.send = send;
    this.key = "";
    this.#build(withShortcuts);
    this.#listen();
  }

  #build(withShortcuts) {
    const listId = freshId("completions");
    const hintId = freshId("hint");
    this.list = h("div", { class: "completions", role: "listbox", id: listId, "aria-label": word("commands"), hidden: true });
    this.field = h("textarea", { class: "composer-field", rows: 1, "aria-autocomplete": "list", "aria-controls": listId, "aria-describedby": hintId, autocomplete: "off", spellcheck: "false" });
    this.button = h("button", { type: "submit", class: "send", "aria-label": word("send"), title: word("send") }, icon("send"));
    const row = h("div", { class: "composer-row" }, withShortcuts ? this.#shortcutsButton() : null, h("span", { class: "composer-hint", id: hintId }, word("composer_hint")), this.button);
    this.form = h("form", { class: "composer" }, this.list, h("div", { class: "composer-box" }, this.field, row));
  }

  #shortcutsButton() {
    const button = h("button", { type: "button", class: "tool", "aria-label": word("shortcuts"), title: word("shortcuts"), "aria-haspopup": "menu", "aria-expanded": "false" }, icon("bolt"));
    const entries = () => this.desk().shortcuts.filter((one) => one.type === "global")
      .map((one) => ({ label: plainWords(one.name), detail: one.description ?? null, run: () => this.desk().runShortcut(one.callback_id) }));
    const none = [{ label: word("no_shortcuts"), run: () => {} }];
    button.addEventListener("click", () => openMenu(button, word("shortcuts"), entries().length ? entries() : none));
    return h("span", { class: "menu-place" }, button);
  }

  #listen() {
    this.field.addEventListener("input", () => this.#typed());
    this.field.addEventListener("keydown", (event) => this.#key(event));
    this.field.addEventListener("blur", () => this.#close());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
  }

  /** Write to another place: each keeps its own unsent text. */
  turnTo(key, label) {
    this.field.setAttribute("aria-label", label);
    this.field.placeholder = label;
    if (key === this.key) return;
    this.key = key;
    this.#write(unsentIn(key));
    this.#close();
  }

  #write(text) {
    this.field.value = text;
    this.#written();
  }

  #written() {
    keepUnsent(this.key, this.field.value);
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, 220)}px`;
    this.button.classList.toggle("ready", this.field.value.trim() !== "");
  }

  #typed() {
    this.#written();
    this.#walked = false;
    const { names, commands } = this.desk();
    this.#found = completionsOf(this.field.value, this.field.selectionStart, { commands, people: names.people });
    if (!this.#found) return this.#close();
    this.list.replaceChildren(...this.#found.entries.map((entry, place) => this.#row(entry, place)));
    this.list.hidden = false;
    this.#mark(0);
  }

  #row(entry, place) {
    return h("div", { role: "option", class: "completion", id: freshId("completion"), "aria-selected": "false", onpointerdown: (event) => event.preventDefault(), onclick: () => this.#take(place) },
      h("span", { class: "completion-title" }, entry.title), " ", h("span", { class: "completion-hint" }, entry.hint), h("span", { class: "completion-detail" }, entry.detail));
  }

  #mark(place) {
    this.#at = place;
    [...this.list.children].forEach((row, index) => row.setAttribute("aria-selected", String(index === place)));
    this.field.setAttribute("aria-activedescendant", this.list.children[place].id);
    this.list.children[place].scrollIntoView({ block: "nearest" });
  }

  #close() {
    this.#found = null;
    this.list.hidden = true;
    this.field.removeAttribute("aria-activedescendant");
  }

  #take(place) {
    const { from, entries } = this.#found;
    this.field.setRangeText(entries[place].insert, from, this.field.selectionStart, "end");
    this.#written();
    this.#close();
    this.field.focus();
  }

  // A command typed out in full is sent by Enter, although the list still shows it.
  get #isWhole() {
    return !this.#walked && this.#found?.entries.some((entry) => entry.exact === this.field.value.trim());
  }

  #key(event) {
    if (event.isComposing) return;
    if (this.#found && this.#listKey(event)) return event.preventDefault();
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.#submit();
    }
  }

  #listKey({ key, shiftKey }) {
    const count = this.#found.entries.length;
    if (key === "ArrowDown" || key === "ArrowUp") {
      this.#walked = true;
      this.#mark((this.#at + (key === "ArrowDown" ? 1 : -1) + count) % count);
    } else if (key === "Tab" && !shiftKey) this.#take(this.#at);
    else if (key === "Enter" && !shiftKey && !this.#isWhole) this.#take(this.#at);
    else if (key === "Escape") this.#close();
    else return false;
    return true;
  }

  // What could not be sent comes back into the field, unless something else has been typed meanwhile.
  async #submit() {
    const text = this.field.value;
    if (text.trim() === "") return;
    const key = this.key;
    this.#write("");
    this.#close();
    const answer = await this.send(text.trim());
    if (answer.ok) return;
    if (key === this.key && this.field.value === "") this.#write(text);
    else if (key !== this.key && !unsentIn(key)) keepUnsent(key, text);
  }
}
