// The workspace's name, its channels and direct messages, and the app's home tab.

import { h, icon, rememberFocus, restoreFocus } from "./dom.js";
import { avatar } from "./messages.js";
import { word } from "./words.js";

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
