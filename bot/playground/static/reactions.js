// Reactions under a message: each a button that puts one's own there or takes it away, and a menu with those that answer.

import { h, icon } from "./dom.js";
import { emojiOf } from "./emoji.js";
import { openMenu } from "./menu.js";
import { word } from "./words.js";

const OFFERED = ["+1", "white_check_mark", "-1", "x", "thinking_face", "tada"];

const shown = (name) => emojiOf(name) ?? `:${name}:`;

/** Those that stand under a message. `desk.react(channel, ts, name)` puts or takes one. */
export function reactions(message, channel, desk) {
  if (!message.reactions?.length) return null;
  return h("div", { class: "reactions" }, message.reactions.map((one) => h("button", {
    type: "button", class: "reaction", "aria-pressed": String(one.users.includes(desk.me)),
    "aria-label": word("reaction", { name: one.name, n: one.count }), title: one.users.map((id) => desk.names.user(id)).join(", "),
    onclick: () => desk.react(channel.id, message.ts, one.name),
  }, shown(one.name), ` ${one.count}`)));
}

/** The button in a message's toolbar that offers the usual ones. */
export function reactTool(message, channel, desk) {
  const drawn = h("button", { type: "button", class: "tool", "aria-label": word("react"), title: word("react"), "aria-haspopup": "menu", "aria-expanded": "false" }, icon("smile"));
  drawn.addEventListener("click", () => openMenu(drawn, word("react"), OFFERED.map((name) => ({ label: shown(name), detail: `:${name}:`, run: () => desk.react(channel.id, message.ts, name) }))));
  return drawn;
}
