// Menus one searches in, and menus of several choices: a search field, a list under it, the chosen ones as chips.

import { settle } from "./choices.js";
import { choicesOf } from "./matches.js";
import { freshId, h, icon } from "./dom.js";
import { plainWords } from "./mrkdwn.js";
import { named } from "./naming.js";
import { word } from "./words.js";

const PAUSE_MS = 150;

/** Every menu of several choices, and the single one whose options the bot suggests. */
export function searchSelect(element, block, context, naming) {
  return new SearchSelect(element, block, context, naming).box;
}

class SearchSelect {
  #entries = [];
  #at = -1;
  #round = 0;
  #waiting;

  constructor(element, block, context, naming) {
    Object.assign(this, { element, block, context, choices: choicesOf(element, block, context) });
    context.draft.begin(block, element, { [this.choices.key]: this.choices.initial });
    this.#build(naming);
    this.#listen();
    this.#drawChips();
  }

  #build(naming) {
    const { element } = this;
    const listId = freshId("list");
    this.list = h("div", { class: "listbox", role: "listbox", id: listId, hidden: true, "aria-label": word("choose"), "aria-multiselectable": this.choices.several });
    this.input = h("input", {
      type: "text", class: "combobox-input", role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": listId,
      placeholder: plainWords(element.placeholder?.text) || word("choose"), ...named(element, naming),
    });
    this.chips = h("span", { class: "chips" });
    this.box = h("div", { class: "combobox" }, this.chips, this.input, this.list);
  }

  #listen() {
    const { input } = this;
    input.addEventListener("input", () => {
      clearTimeout(this.#waiting);
      this.#waiting = setTimeout(() => this.#open(), PAUSE_MS);
    });
    input.addEventListener("click", () => this.list.hidden && this.#open());
    input.addEventListener("blur", () => this.#close());
    input.addEventListener("keydown", (event) => this.#key(event));
  }

  /** The entries chosen now. */
  get #chosen() {
    const value = this.context.draft.get(this.block, this.element)?.[this.choices.key] ?? [];
    return [value].flat().map(this.choices.entry);
  }

  #isChosen(entry) {
    return this.#chosen.some((one) => one.key === entry.key);
  }

  #toggle(entry) {
    const { several } = this.choices;
    if (this.#isChosen(entry)) return this.#put(this.#chosen.filter((one) => one.key !== entry.key));
    if (several && this.#chosen.length >= (this.element.max_selected_items ?? Infinity)) return undefined;
    return this.#put(several ? [...this.#chosen, entry] : [entry]);
  }

  async #put(entries) {
    const values = entries.map((entry) => entry.value);
    const value = this.choices.several ? values : (values.at(-1) ?? null);
    await settle(this.element, this.block, this.context, { [this.choices.key]: value }, () => {});
    this.#drawChips();
  }

  #drawChips() {
    const chip = (entry) => h("span", { class: "chip" }, entry.label,
      h("button", { type: "button", class: "chip-remove", "aria-label": word("remove", { name: entry.label }), onclick: () => this.#remove(entry) }, icon("cross")));
    this.chips.replaceChildren(...this.#chosen.map(chip));
  }

  #remove(entry) {
    this.#toggle(entry);
    this.input.focus();
  }

  // An answer that comes after the list was closed, or after a later question, is thrown away.
  async #open() {
    const mine = (this.#round += 1);
    const groups = await this.choices.find(this.input.value.trim());
    if (mine !== this.#round || !this.input.isConnected) return;
    this.#entries = groups.flatMap((group) => group.entries);
    const heading = (group) => (group.label ? [h("div", { class: "listbox-group", role: "presentation" }, group.label)] : []);
    this.list.replaceChildren(...groups.flatMap((group) => [...heading(group), ...group.entries.map((entry) => this.#row(entry))]));
    if (!this.#entries.length) this.list.append(h("div", { class: "listbox-empty" }, word(this.input.value ? "nothing_found" : "search")));
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.#mark(this.#entries.length ? 0 : -1);
    this.list.scrollIntoView({ block: "nearest" });
  }

  #close() {
    this.#round += 1;
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  #row(entry) {
    return h("div", {
      role: "option", id: freshId("entry"), class: "listbox-row", "aria-selected": String(this.#isChosen(entry)),
      onpointerdown: (event) => event.preventDefault(), onclick: () => this.#take(entry),
    }, h("span", {}, entry.label), icon("check"));
  }

  #mark(place) {
    this.#at = place;
    const rows = [...this.list.querySelectorAll("[role=option]")];
    rows.forEach((row, index) => row.classList.toggle("marked", index === place));
    if (!rows[place]) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", rows[place].id);
    rows[place].scrollIntoView({ block: "nearest" });
  }

  async #take(entry) {
    await this.#toggle(entry);
    this.input.value = "";
    if (this.choices.several) await this.#open();
    else this.#close();
  }

  #step(by) {
    if (this.list.hidden) this.#open();
    else if (this.#entries.length) this.#mark((this.#at + by + this.#entries.length) % this.#entries.length);
  }

  // Arrows walk the list, Enter takes, Escape closes the list before it closes a form.
  #key(event) {
    const isOpen = !this.list.hidden;
    const moves = {
      ArrowDown: () => this.#step(1),
      ArrowUp: () => this.#step(-1),
      Enter: () => isOpen && this.#entries[this.#at] && this.#take(this.#entries[this.#at]),
      Escape: isOpen && (() => (event.stopPropagation(), this.#close())),
    };
    if (moves[event.key]) {
      event.preventDefault();
      moves[event.key]();
    } else if (event.key === "Backspace" && this.input.value === "" && this.#chosen.length) {
      this.#toggle(this.#chosen.at(-1));
    }
  }
}
