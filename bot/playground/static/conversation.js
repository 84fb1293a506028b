// The middle of the page: a conversation with its header, messages and composer, or the app's home tab.

import { Composer } from "./composer.js";
import { h, icon } from "./dom.js";
import { drawHome } from "./home.js";
import { avatar, drawMessages } from "./messages.js";
import { word } from "./words.js";

const NEAR_PX = 120;

/** The conversation pane, made once; `draw(state, place, desk)` keeps it true. */
export class Conversation {
  constructor(root, { desk, send, sidebar, welcome }) {
    this.title = h("h2", { class: "pane-title", tabindex: -1 });
    this.tabs = h("div", { class: "tabs", role: "tablist" });
    this.start = h("h3", {});
    this.items = h("div", {});
    this.list = h("div", { class: "messages", role: "log", "aria-label": word("messages"), tabindex: 0 },
      h("div", { class: "intro" }, welcome.root, this.start, h("p", {}, word("empty_channel_hint"))), this.items);
    this.welcome = welcome;
    this.newer = h("button", { type: "button", class: "newer", hidden: true, onclick: () => this.toTheEnd() }, word("newest_messages"), icon("down"));
    this.home = h("div", { class: "home", role: "tabpanel", "aria-label": word("home"), tabindex: 0 });
    this.composer = new Composer({ desk, send });
    // The composer comes before the messages and their buttons for the keyboard, and stands below them for the eye.
    root.append(h("header", { class: "pane-header" }, h("div", { class: "pane-line" }, sidebar.button, this.title), this.tabs), this.composer.form, this.newer, this.list, this.home);
    this.#keepTheEnd();
  }

  // Neither a picture that arrives late nor a thread that opens beside may push the newest message out of sight.
  #keepTheEnd() {
    const stay = () => this.atEnd && this.toTheEnd();
    this.list.addEventListener("load", stay, true);
    this.list.addEventListener("scroll", () => this.#scrolled());
    new ResizeObserver(stay).observe(this.items);
    new ResizeObserver(stay).observe(this.list);
  }

  // Only who scrolls up leaves the end; that the list grew or shrank does not.
  #scrolled() {
    const wentUp = this.list.scrollTop < this.top;
    this.top = this.list.scrollTop;
    this.atEnd = this.isNearEnd() || (this.atEnd && !wentUp);
    if (this.atEnd) this.newer.hidden = true;
  }

  isNearEnd() {
    return this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < NEAR_PX;
  }

  toTheEnd() {
    this.list.scrollTop = this.list.scrollHeight;
    this.top = this.list.scrollTop;
    this.atEnd = true;
    this.newer.hidden = true;
  }

  /** Begin with the welcome, where there is one. */
  toTheStart() {
    if (this.welcome.root.hidden) return;
    this.list.scrollTop = this.top = 0;
    this.atEnd = false;
  }

  draw(state, place, desk) {
    const channel = state.channels.find((one) => one.id === place.channel);
    const bot = desk.names.bot;
    const isBots = place.home || (channel.kind === "dm" && channel.user === bot?.id);
    this.#drawTabs(isBots, place, state, desk);
    this.home.hidden = !place.home;
    this.list.hidden = this.composer.form.hidden = Boolean(place.home);
    if (place.home) this.newer.hidden = true;
    if (place.home) {
      this.title.replaceChildren(avatar({ name: bot?.name ?? "", isBot: true }, "avatar-medium"), bot?.name ?? "");
      return drawHome(this.home, state.home, state.me.id, desk);
    }
    return this.#drawChannel(state, channel, desk);
  }

  #drawChannel(state, channel, desk) {
    const names = desk.names;
    const person = channel.kind === "dm" ? (names.person(channel.user) ?? { name: names.user(channel.user) }) : null;
    const name = names.place(channel);
    this.title.replaceChildren(person ? avatar({ name: person.name, isBot: person.is_bot }, "avatar-medium") : icon(channel.is_private ? "lock" : "hash"), person?.name ?? channel.name);
    this.composer.turnTo(`${state.me.id}/${channel.id}`, word("message_to", { name }));
    const isAnother = this.shown !== `${state.me.id}/${channel.id}`;
    const stay = !isAnother && !this.atEnd;
    this.shown = `${state.me.id}/${channel.id}`;
    const { roots, replies } = threads(channel.messages);
    this.start.textContent = word(person ? "empty_direct" : "empty_channel", { name });
    this.welcome.draw(state, channel === state.channels[0], names);
    drawMessages(this.items, channel, roots, desk, { replies });
    const last = roots.at(-1)?.ts ?? "";
    if (!stay) this.toTheEnd();
    else if (last > this.last && !this.isNearEnd()) this.newer.hidden = false;
    this.last = last;
  }

  #drawTabs(isShown, place, state, desk) {
    this.tabs.hidden = !isShown;
    const direct = state.channels.find((one) => one.kind === "dm" && one.user === desk.names.bot?.id);
    const tab = (hash, name, isOpen) => h("button", { type: "button", role: "tab", class: "tab", "aria-selected": String(isOpen), onclick: () => (location.hash = hash) }, word(name));
    const wanted = JSON.stringify([isShown, place.home, direct?.id]);
    if (this.tabsLooks === wanted) return;
    this.tabsLooks = wanted;
    this.tabs.replaceChildren(tab("home", "home", Boolean(place.home)), ...(direct ? [tab(direct.id, "messages", !place.home)] : []));
  }
}

/** Messages of the channel itself, and the replies by their thread. A reply whose thread is unknown stands in the channel. */
export function threads(messages) {
  const known = new Set(messages.map((one) => one.ts));
  const isReply = (one) => one.thread_ts && one.thread_ts !== one.ts && known.has(one.thread_ts);
  const replies = new Map();
  for (const one of messages.filter(isReply)) replies.set(one.thread_ts, [...(replies.get(one.thread_ts) ?? []), one]);
  return { roots: messages.filter((one) => !isReply(one) || one.broadcast), replies };
}
