// The side panel with one thread: its first message, the replies, and where one replies.

import { Composer } from "./composer.js";
import { threads } from "./conversation.js";
import { h, icon } from "./dom.js";
import { drawMessages } from "./messages.js";
import { word } from "./words.js";

/** The thread pane, made once and shown while a thread is open. */
export class Thread {
  constructor(root, { desk, send, close }) {
    this.root = root;
    this.list = h("div", { class: "messages", role: "log", "aria-label": word("thread"), tabindex: 0 });
    this.composer = new Composer({ desk, send, withShortcuts: false });
    this.place = h("small", {});
    const button = h("button", { type: "button", class: "tool", "aria-label": word("close_thread"), title: word("close_thread"), onclick: close }, icon("cross"));
    root.append(h("header", { class: "pane-header" }, h("div", { class: "pane-line" }, h("h2", { class: "pane-title" }, word("thread"), this.place), button)), this.composer.form, this.list);
  }

  draw(state, place, desk) {
    const channel = state.channels.find((one) => one.id === place.channel);
    const first = place.thread && channel?.messages.find((one) => one.ts === place.thread);
    this.root.hidden = !first;
    if (!first) return;
    const isAnother = this.shown !== first.ts;
    this.shown = first.ts;
    this.place.textContent = desk.names.place(channel);
    this.composer.turnTo(`${state.me.id}/${channel.id}/${first.ts}`, word("reply_in_thread"));
    drawMessages(this.list, channel, [first, ...(threads(channel.messages).replies.get(first.ts) ?? [])], desk, { inThread: true });
    this.list.scrollTop = this.list.scrollHeight;
    if (isAnother) this.composer.field.focus({ preventScroll: true });
  }
}
