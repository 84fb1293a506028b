// Slack's mrkdwn and plain text as DOM nodes. What is not understood is shown as it was written, never as HTML.

import { h } from "./dom.js";
import { withEmoji } from "./emoji.js";

const ATOM = /<([^<>\n]+)>/g;
const ATOM_OR_ADDRESS = /<([^<>\n]+)>|https?:\/\/[^\s<>|"*~`]*[^\s<>|"*~`.,;:!?)\]'_]/g;
const PLACE = "\uFFFC";
const STYLES = { "*": "strong", _: "em", "~": "s" };
const STYLED = /(?<![\p{L}\p{N}*_~`])(?:`([^`\n]+)`|([*_~])(?=\S)((?:(?!\2)[^\n])*?[^\s\n])\2)(?![\p{L}\p{N}`])/u;

/** Slack's three entities, and only those. */
export const decoded = (text) => text.replace(/&(amp|lt|gt);/g, (_, name) => ({ amp: "&", lt: "<", gt: ">" })[name]);

/** A plain_text object's words: entities decoded, emoji drawn, nothing else read into them. */
export const plainWords = (text) => withEmoji(decoded(text ?? ""));

/** A text object (mrkdwn or plain_text) as nodes. `names` knows users and channels. */
export function textNodes(object, names) {
  if (!object) return [];
  if (object.type === "plain_text") return [document.createTextNode(plainWords(object.text))];
  return mrkdwn(object.text, names, { verbatim: object.verbatim === true });
}

/** mrkdwn as nodes: code blocks, quotes and lines first, then what stands inside a line. */
export function mrkdwn(text, names, { verbatim = false } = {}) {
  const nodes = [];
  const parts = (text ?? "").split("```");
  for (const [place, part] of parts.entries()) {
    const closed = place % 2 === 1 && place + 1 < parts.length;
    if (closed) nodes.push(h("pre", { class: "code-block", tabindex: "0" }, h("code", {}, flatWords(part.replace(/^\n|\n$/g, ""), names))));
    else if (place % 2 === 1) nodes.push(...quotesAndLines(`\`\`\`${part}`, names, verbatim));
    else nodes.push(...quotesAndLines(nodes.length ? part.replace(/^\n/, "") : part, names, verbatim));
  }
  return nodes;
}

function quotesAndLines(text, names, verbatim) {
  const nodes = [];
  let lines = [];
  let quoted = false;
  const flush = () => {
    if (lines.length) nodes.push(quoted ? h("blockquote", {}, joined(lines, names, verbatim)) : joined(lines, names, verbatim));
    lines = [];
  };
  let toTheEnd = false;
  for (const line of text === "" ? [] : text.split("\n")) {
    const mark = toTheEnd ? "" : line.match(/^(?:&gt;|>){3}|^(?:&gt;|>)(?!(?:&gt;|>))/)?.[0];
    const isQuote = toTheEnd || Boolean(mark);
    if (isQuote !== quoted) flush();
    quoted = isQuote;
    toTheEnd ||= mark?.replaceAll("&gt;", ">") === ">>>";
    lines.push(mark ? line.slice(mark.length).replace(/^ /, "") : line);
  }
  flush();
  return nodes.flat();
}

const BULLET = /^(\s*)([•◦▪‣*-]|\d{1,3}[.)])\s+/u;

// A line that starts with a bullet hangs under its text, as in a list; the bullet stays the one that was typed.
function joined(lines, names, verbatim) {
  const nodes = [];
  for (const [place, line] of lines.entries()) {
    const bullet = line.match(BULLET);
    if (bullet) nodes.push(item(bullet, inlineNodes(line.slice(bullet[0].length), names, verbatim)));
    else nodes.push(...inlineNodes(line, names, verbatim));
    if (place < lines.length - 1 && !bullet) nodes.push(document.createTextNode("\n"));
  }
  return nodes;
}

function item([mark, indent], words) {
  return h("span", { class: indent.length > 1 ? "item item-inner" : "item" }, h("span", { class: "bullet" }, mark.trimStart()), h("span", {}, words));
}

function inlineNodes(line, names, verbatim) {
  const atoms = [];
  const keep = (node) => (atoms.push(node), PLACE);
  const shield = (whole, inside) => keep(inside === undefined ? link(decoded(whole), decoded(whole)) : atomNode(whole, inside, names));
  const shielded = line.replaceAll(PLACE, "").replace(verbatim ? ATOM : ATOM_OR_ADDRESS, shield);
  return styledNodes(shielded, atoms);
}

function styledNodes(text, atoms) {
  const match = STYLED.exec(text);
  if (!match) return placed(text, atoms);
  const before = placed(text.slice(0, match.index), atoms);
  const inside = match[1] !== undefined
    ? h("code", { class: "code" }, placed(match[1], atoms))
    : h(STYLES[match[2]], {}, styledNodes(match[3], atoms));
  return [...before, inside, ...styledNodes(text.slice(match.index + match[0].length), atoms)];
}

// Atoms are taken in the order they were kept: text is always placed from left to right.
function placed(text, atoms) {
  const nodes = [];
  for (const [place, part] of text.split(PLACE).entries()) {
    if (place > 0) nodes.push(atoms.shift());
    if (part) nodes.push(document.createTextNode(withEmoji(decoded(part))));
  }
  return nodes;
}

function atomNode(whole, inside, names) {
  const [target, label] = split(inside);
  if (/^@[UW]\w+$/.test(target)) return mention(`@${names.user(target.slice(1))}`, target.slice(1) === names.me);
  if (/^#[CG]\w+$/.test(target)) return mention(`#${names.channel(target.slice(1)) ?? label ?? target.slice(1)}`, false);
  if (/^!(here|channel|everyone)$/.test(target)) return mention(`@${target.slice(1)}`, true);
  if (/^!subteam\^/.test(target)) return mention(label ?? `@${target.slice(9)}`, false);
  if (/^!date\^/.test(target)) return document.createTextNode(decoded(label ?? target));
  const safe = safeAddress(decoded(target));
  return safe ? link(safe, plainWords(label ?? target.replace(/^mailto:/, ""))) : document.createTextNode(decoded(whole));
}

function split(inside) {
  const bar = inside.indexOf("|");
  return bar < 0 ? [inside, undefined] : [inside.slice(0, bar), inside.slice(bar + 1)];
}

// Code keeps its angle-bracket links as their label, without styling.
function flatWords(text, names) {
  return decoded(text.replace(ATOM, (whole, inside) => atomNode(whole, inside, names).textContent.replaceAll("&", "&amp;")));
}

const mention = (words, alarms) => h("span", { class: alarms ? "mention mention-me" : "mention" }, words);

const link = (address, words) => h("a", { class: "link", href: address, target: "_blank", rel: "noopener noreferrer" }, words);

/** The address if a person may be sent there (web, mail, telephone), else null: no script ever runs from a message. */
export function safeAddress(address) {
  return /^(https?:\/\/|mailto:|tel:)\S+$/i.test(address) ? address : null;
}
