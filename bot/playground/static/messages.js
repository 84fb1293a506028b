// The list of messages in a conversation or thread, as Slack draws it.

import { drawBlocks } from "./blocks.js";
import { dayWords, hour, isoDay, longMoment, momentOf } from "./dates.js";
import { h, icon } from "./dom.js";
import { openMenu } from "./menu.js";
import { mrkdwn, plainWords } from "./mrkdwn.js";
import { colourOf, initials } from "./names.js";
import { reactTool, reactions } from "./reactions.js";
import { redrawList } from "./redraw.js";
import { surface } from "./surface.js";
import { word } from "./words.js";

const SAME_SPEAKER_SECONDS = 300;

/** Draw messages into `list`. `desk` is what they act through: {names, drafts, now, tell, ask, shortcuts, runShortcut, openThread}. */
export function drawMessages(list, channel, messages, desk, { replies = new Map(), inThread = false } = {}) {
  const items = withDividers(messages, desk.now).map((item) => (item.message ? { ...item, answers: inThread ? null : answersTo(item.message, replies) } : item));
  const looks = items.map((item) => ({ ...item, lives: item.message && namesUsed(item.message, desk) }));
  redrawList(list, looks, (item) => item.message?.ts ?? item.day, (item) => (item.message ? drawMessage(item, channel, desk) : divider(item)));
}

// A message is drawn anew when its author is given another name, and when somebody else sees which reactions are theirs.
const namesUsed = (message, desk) => [desk.names.user(message.user), message.reactions?.length ? desk.me : ""];

function answersTo(message, replies) {
  const answers = replies.get(message.ts) ?? [];
  return answers.length ? { count: answers.length, last: answers.at(-1).ts, users: [...new Set(answers.map((one) => one.user))] } : null;
}

function withDividers(messages, now) {
  const items = [];
  let before = null;
  for (const message of messages) {
    const newDay = !before || isoDay(momentOf(before.ts)) !== isoDay(momentOf(message.ts));
    if (newDay) items.push({ day: isoDay(momentOf(message.ts)), words: dayWords(momentOf(message.ts), now) });
    items.push({ message, follows: !newDay && continues(before, message) });
    before = message;
  }
  return items;
}

const continues = (before, message) =>
  !message.ephemeral && !before.ephemeral && before.user === message.user && before.username === message.username && Number(message.ts) - Number(before.ts) < SAME_SPEAKER_SECONDS;

const divider = (item) => h("div", { class: "day", role: "separator", "aria-label": item.words }, h("span", {}, item.words));

function drawMessage({ message, follows, answers }, channel, desk) {
  const moment = momentOf(message.ts);
  const author = authorOf(message, desk.names);
  const classes = ["message", message.ephemeral && "ephemeral", follows && "follows"].filter(Boolean).join(" ");
  return h("article", { class: classes, "data-key": message.ts, "aria-label": word("message_from", { name: author.name, time: longMoment(moment) }) },
    follows ? h("time", { class: "gutter-time", datetime: moment.toISOString() }, hour(moment)) : avatar(author),
    h("div", { class: "message-body" },
      message.ephemeral ? h("p", { class: "only-you" }, icon("eye"), word("only_you")) : null,
      follows ? null : byline(author, moment),
      content(message, channel, desk),
      answers ? threadLink(message, answers, desk) : null),
    toolbar(message, channel, desk));
}

function authorOf(message, names) {
  const person = names.person(message.user);
  return { name: message.username ?? names.user(message.user), isBot: Boolean(person?.is_bot), isGuest: Boolean(person?.is_restricted || person?.is_stranger) };
}

/** A person's or the app's picture: coloured letters, or the network's knot. */
export function avatar(author, size = "") {
  if (author.isBot) return h("span", { class: `avatar avatar-app ${size}`, "aria-hidden": "true" }, icon("network"));
  const drawn = h("span", { class: `avatar ${size}`, "aria-hidden": "true" }, initials(author.name));
  drawn.style.backgroundColor = colourOf(author.name);
  return drawn;
}

function byline(author, moment) {
  return h("p", { class: "byline" },
    h("span", { class: "author" }, author.name),
    author.isBot ? h("span", { class: "badge" }, word("app")) : null,
    author.isGuest ? h("span", { class: "badge badge-guest" }, word("guest")) : null,
    h("time", { class: "time", datetime: moment.toISOString(), title: longMoment(moment) }, hour(moment)));
}

function content(message, channel, desk) {
  const edited = message.edited ? h("span", { class: "edited" }, ` ${word("edited")}`) : null;
  const context = contextOf(message, channel, desk);
  const blocks = message.blocks?.length ? drawBlocks(message.blocks, context) : null;
  const words = blocks || !message.text ? null : h("div", { class: "text" }, mrkdwn(message.text, desk.names), edited);
  return [blocks, words, blocks ? edited : null, (message.attachments ?? []).map((one) => attachment(one, context)), files(message.files), reactions(message, channel, desk)];
}

function contextOf(message, channel, desk) {
  const where = { container: "message", channel: channel.id, ts: message.ts };
  return surface({ names: desk.names, draft: desk.drafts.of(`${channel.id}/${message.ts}`), where, tell: desk.tell, ask: desk.ask });
}

function attachment(one, context) {
  const blocks = one.blocks?.length ? drawBlocks(one.blocks, { ...context, draft: context.draft }) : null;
  const plain = blocks ? null : [
    one.pretext ? h("p", {}, mrkdwn(one.pretext, context.names)) : null,
    one.title ? h("p", { class: "attachment-title" }, plainWords(one.title)) : null,
    h("div", { class: "text" }, mrkdwn(one.text ?? one.fallback, context.names)),
  ];
  const drawn = h("div", { class: "attachment" }, blocks, plain);
  if (/^#?[0-9a-f]{6}$/i.test(one.color ?? "")) drawn.style.borderLeftColor = `#${one.color.replace("#", "")}`;
  return drawn;
}

function files(list) {
  return (list ?? []).map((file) => {
    const address = file.url_private ?? file.permalink ?? null;
    const name = file.title ?? file.name ?? word("file");
    if (address && file.mimetype?.startsWith("image/")) return h("figure", { class: "block block-image" }, h("figcaption", {}, name), h("img", { class: "picture", src: address, alt: file.alt_txt ?? name }));
    return h(address ? "a" : "div", { class: "file", href: address, target: address && "_blank", rel: address && "noopener" }, icon("file"),
      h("span", {}, h("strong", {}, name), h("small", {}, file.pretty_type ?? file.filetype ?? word("file"))));
  });
}

function threadLink(message, answers, desk) {
  const words = answers.count === 1 ? word("answers_one") : word("answers", { n: answers.count });
  return h("button", { type: "button", class: "thread-link", onclick: () => desk.openThread(message.ts) },
    answers.users.slice(0, 3).map((id) => avatar(authorOf({ user: id }, desk.names), "avatar-small")), h("span", {}, words));
}

function toolbar(message, channel, desk) {
  if (message.ephemeral) return null;
  const shortcuts = desk.shortcuts.filter((one) => one.type === "message");
  const run = (one) => desk.runShortcut(one.callback_id, channel.id, message.ts);
  const more = h("button", { type: "button", class: "tool", "aria-label": word("more_actions"), title: word("more_actions"), "aria-haspopup": "menu", "aria-expanded": "false" }, icon("dots"));
  more.addEventListener("click", () => openMenu(more, word("more_actions"), shortcuts.map((one) => ({ label: plainWords(one.name), run: () => run(one) }))));
  return h("div", { class: "toolbar" },
    reactTool(message, channel, desk),
    h("button", { type: "button", class: "tool", "aria-label": word("thread"), title: word("thread"), onclick: () => desk.openThread(message.thread_ts ?? message.ts) }, icon("thread")),
    shortcuts.length ? more : null);
}
