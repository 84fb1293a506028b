// The bar on top: whom one plays, and the playground's clock.

import { longMoment, shortDay } from "./dates.js";
import { h } from "./dom.js";
import { avatar } from "./messages.js";
import { grouped } from "./names.js";
import { word } from "./words.js";

const SOMEONE_NEW = "new";
const MOVES = [["day", "clock_day"], ["week", "clock_week"], ["next", "clock_next"]];

/** The bar's parts, made once; `draw(state, names)` keeps them true. */
export class Topbar {
  constructor(root, { become, move, arrive }) {
    this.become = become;
    this.arrive = arrive;
    this.move = (to) => this.#move(move, to);
    this.face = h("span", { class: "me-face" });
    this.chooser = h("select", { class: "chooser", id: "act-as", onchange: () => this.#choose() });
    this.long = h("span", { class: "date-long" });
    this.short = h("span", { class: "date-short", "aria-hidden": "true" });
    this.time = h("time", { class: "date" }, this.long, this.short);
    this.buttons = MOVES.map(([to, name]) => h("button", { type: "button", class: "clock-button", onclick: () => this.move(to) }, word(name)));
    root.append(
      h("div", { class: "me" }, this.face, h("label", { for: "act-as" }, word("act_as")), this.chooser),
      h("div", { class: "clock", role: "group", "aria-label": word("clock") }, h("div", { role: "status", "aria-label": word("today_is") }, this.time), h("div", { class: "clock-buttons" }, this.buttons)));
  }

  #choose() {
    return this.chooser.value === SOMEONE_NEW ? this.arrive() : this.become(this.chooser.value);
  }

  // Time moves once at a time: the bot does everything that falls due before the answer comes.
  async #move(move, to) {
    if (this.buttons.some((button) => button.getAttribute("aria-busy") === "true")) return;
    const pressed = this.buttons[MOVES.findIndex(([name]) => name === to)];
    pressed.setAttribute("aria-busy", "true");
    await move(to);
    pressed.removeAttribute("aria-busy");
  }

  draw(state, names) {
    const moment = new Date(state.now);
    this.time.dateTime = state.now;
    if (this.long.textContent !== longMoment(moment)) this.long.textContent = longMoment(moment);
    this.short.textContent = shortDay(moment);
    this.face.replaceChildren(avatar({ name: state.me.name }, "avatar-medium"));
    this.#drawChooser(grouped(names.people), state.me.id, state.newcomers);
  }

  #drawChooser(groups, me, newcomers) {
    const looks = JSON.stringify(groups);
    if (looks !== this.looks) {
      this.chooser.replaceChildren(...groups.map((group) => h("optgroup", { label: group.title }, group.members.map((one) => h("option", { value: one.id }, one.name)))), ...(newcomers ? [h("option", { value: SOMEONE_NEW }, `+ ${word("someone_new")}`)] : []));
      this.looks = looks;
    }
    this.chooser.value = me;
  }
}
