// The workspace's name, its channels and direct messages, and the app's home tab.

import { h, icon, rememberFocus, restoreFocus } from "./dom.js";
import { avatar } from "./messages.js";
import { word } from "./words.js";

/** The sidebar as a drawer in a narrow window: opened by its button, closed by Escape, a click beside it or a choice. */
export class Drawer {
  constructor(nav, { curtain, behind }) {
    this.nav = nav;
    this.behind = behind;
    this.button = h("button", { type: "button", class: "tool only-narrow", "aria-label": word("show_channels"), "aria-expanded": "false", "aria-controls": nav.id, onclick: () => this.#turn(true) }, icon("menu"));
    curtain.addEventListener("click", () => this.leave());
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.isOpen && this.leave());
    matchMedia("(max-width: 720px)").addEventListener("change", () => this.#turn(false));
  }

  get isOpen() {
    return document.body.classList.contains("sidebar-open");
  }

  /** Close it without having chosen anything: the keyboard goes back to where it was opened. */
  leave() {
    this.#turn(false);
    this.button.focus();
  }

  close() {
    if (this.isOpen) this.#turn(false);
  }

  #turn(open) {
    document.body.classList.toggle("sidebar-open", open);
    this.button.setAttribute("aria-expanded", String(open));
    for (const pane of this.behind) pane.inert = open;
    if (open) (this.nav.querySelector("[aria-current]") ?? this.nav.querySelector("a"))?.focus();
  }
}

/** Draw the sidebar; `place` is what is open: {home: true} or {channel: id}. */
export function drawSidebar(nav, state, names, place) {
  const channels = state.channels.filter((one) => one.kind === "channel");
  const focus = rememberFocus(nav);
  const direct = state.channels.filter((one) => one.kind === "dm");
  nav.replaceChildren(
    h("div", { class: "workspace" }, h("span", { class: "workspace-mark", "aria-hidden": "true" }, icon("network")), h("h1", {}, state.team.name)),
    group(word("channels"), channels.map((one) => channelRow(one, place))),
    group(word("direct_messages"), direct.map((one) => personRow(one, names, place))),
    group(word("apps"), [homeRow(names, place)]));
  restoreFocus(nav, focus);
}

const group = (title, rows) => h("section", { class: "side-group" }, h("h2", {}, title), h("ul", {}, rows.map((row) => h("li", {}, row))));

function row(hash, isOpen, unread, ...children) {
  const isUnread = unread > 0 && !isOpen;
  return h("a", { class: isUnread ? "side-row unread" : "side-row", href: hash, "aria-current": isOpen ? "page" : null, "data-key": hash },
    children, isUnread ? h("span", { class: "count" }, h("span", { "aria-hidden": "true" }, String(unread)), h("span", { class: "unseen" }, ` ${word("unread", { n: unread })}`)) : null);
}

const channelRow = (channel, place) =>
  row(`#${channel.id}`, place.channel === channel.id, channel.unread, icon(channel.is_private ? "lock" : "hash"), h("span", { class: "side-name" }, channel.name));

function personRow(channel, names, place) {
  const person = names.person(channel.user) ?? { name: names.user(channel.user) };
  return row(`#${channel.id}`, place.channel === channel.id, channel.unread,
    avatar({ name: person.name, isBot: person.is_bot }, "avatar-small"), h("span", { class: "side-name" }, person.name), person.is_bot ? h("span", { class: "badge", "aria-hidden": "true" }, word("app")) : null);
}

const homeRow = (names, place) =>
  row("#home", Boolean(place.home), 0, icon("home"), h("span", { class: "side-name" }, word("home"), h("span", { class: "side-detail" }, ` ${names.bot?.name ?? ""}`)));
