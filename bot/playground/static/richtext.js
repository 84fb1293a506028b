// A rich_text block as DOM nodes: sections, lists, quotes, preformatted text and what stands inside them.

import { h } from "./dom.js";
import { emojiOf } from "./emoji.js";
import { safeAddress } from "./mrkdwn.js";

const WRAPPERS = [["code", "code"], ["bold", "strong"], ["italic", "em"], ["strike", "s"], ["underline", "u"]];

/** Draw a rich_text block. Its text is literal: no entities, no mrkdwn. */
export function richText(block, names) {
  return h("div", { class: "block block-rich-text" }, lists(block.elements ?? [], names));
}

// Slack sends a nested list as neighbours that differ in indent: each becomes a list of its own, moved in.
function lists(elements, names) {
  return elements.map((element) => part(element, names));
}

function part(element, names) {
  const inside = () => (element.elements ?? []).map((child) => inline(child, names));
  if (element.type === "rich_text_list") return list(element, names);
  if (element.type === "rich_text_quote") return h("blockquote", {}, inside());
  if (element.type === "rich_text_preformatted") return h("pre", { class: "code-block", tabindex: "0" }, h("code", {}, inside()));
  return h("div", { class: "rich-section" }, inside());
}

function list(element, names) {
  const items = (element.elements ?? []).map((item) => h("li", {}, (item.elements ?? []).map((child) => inline(child, names))));
  const made = h(element.style === "ordered" ? "ol" : "ul", { class: `rich-list indent-${Math.min(element.indent ?? 0, 4)}` }, items);
  if (element.style === "ordered" && element.offset) made.setAttribute("start", element.offset + 1);
  return made;
}

const INLINE = {
  text: (child) => child.text,
  emoji: (child) => emojiOf(child.name) ?? `:${child.name}:`,
  user: (child, names) => h("span", { class: "mention" }, `@${names.user(child.user_id)}`),
  channel: (child, names) => h("span", { class: "mention" }, `#${names.channel(child.channel_id) ?? child.channel_id}`),
  usergroup: (child) => h("span", { class: "mention" }, `@${child.usergroup_id}`),
  broadcast: (child) => h("span", { class: "mention mention-me" }, `@${child.range}`),
  date: (child) => child.fallback ?? "",
  link: (child) => {
    const words = child.text ?? child.url;
    const address = safeAddress(child.url);
    return address ? h("a", { class: "link", href: address, target: "_blank", rel: "noopener noreferrer" }, words) : words;
  },
};

function inline(child, names) {
  let node = INLINE[child.type]?.(child, names) ?? "";
  for (const [style, tag] of WRAPPERS) {
    if (child.style?.[style]) node = h(tag, { class: tag === "code" ? "code" : null }, node);
  }
  return node;
}
