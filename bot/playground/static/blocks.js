// Block Kit's blocks as DOM nodes, for messages, forms and the home tab alike.

import { freshId, h } from "./dom.js";
import { drawElement } from "./elements.js";
import { mrkdwn, plainWords, textNodes } from "./mrkdwn.js";
import { nameAlone } from "./naming.js";
import { richText } from "./richtext.js";
import { table } from "./table.js";
import { word } from "./words.js";

/** Draw blocks. `context` is {names, draft, act(block, element, value), change(…), suggest(…), errors?}: see surface.js. */
export function drawBlocks(blocks, context) {
  context.draft.startDrawing();
  const drawn = (blocks ?? []).map((block, place) => drawBlock({ block_id: `block-${place}`, ...block }, context));
  context.draft.forgetUndrawn();
  return h("div", { class: "blocks" }, drawn);
}

const DRAWERS = { header, section, divider, context: contextLine, actions, image, input, table, markdown, rich_text: (block, context) => richText(block, context.names) };

function drawBlock(block, context) {
  const draw = DRAWERS[block.type];
  return draw ? draw(block, context) : h("p", { class: "block unknown" }, word("unknown_block", { type: block.type }));
}

function header(block) {
  return h("h3", { class: "block block-header" }, plainWords(block.text?.text));
}

function divider() {
  return h("hr", { class: "block block-divider" });
}

const text = (object, context, attributes = {}) => h("div", { class: "text", ...attributes }, textNodes(object, context.names));

function section(block, context) {
  const id = freshId("section");
  const fields = block.fields ? h("div", { class: "fields" }, block.fields.map((field) => text(field, context))) : null;
  const words = h("div", { class: "section-words" }, block.text ? text(block.text, context, { id }) : null, fields);
  const accessory = block.accessory ? h("div", { class: "accessory" }, drawElement(block.accessory, block, context, accessoryName(block, id))) : null;
  return h("div", { class: "block block-section" }, words, accessory);
}

// A menu beside a text is named by that text; a button by its own.
function accessoryName(block, id) {
  if (block.accessory.type === "button") return { "aria-describedby": block.text ? id : null };
  if (block.accessory.type === "overflow") return {};
  return block.text ? { "aria-labelledby": id } : { "aria-label": nameAlone(block.accessory) };
}

function contextLine(block, context) {
  const parts = (block.elements ?? []).map((part) =>
    part.type === "image" ? h("img", { class: "context-image", src: part.image_url, alt: part.alt_text ?? "" }) : text(part, context));
  return h("div", { class: "block block-context" }, parts);
}

function actions(block, context) {
  const drawn = (block.elements ?? []).map((element) =>
    drawElement(element, block, context, ["button", "overflow"].includes(element.type) ? {} : { "aria-label": nameAlone(element) }));
  return h("div", { class: "block block-actions" }, drawn);
}

function image(block) {
  const picture = h("img", { class: "picture", src: block.image_url ?? block.slack_file?.url ?? "", alt: block.alt_text ?? "" });
  const figure = h("figure", { class: "block block-image" }, block.title ? h("figcaption", {}, plainWords(block.title.text)) : null, picture);
  picture.addEventListener("error", () => picture.replaceWith(h("p", { class: "unknown" }, word("copy_of_picture", { alt: block.alt_text ?? "" }))));
  return figure;
}

const GROUPS = ["radio_buttons", "checkboxes"];

function input(block, context) {
  const [labelId, controlId, hintId, errorId] = ["label", "control", "hint", "error"].map(freshId);
  const error = context.errors?.[block.block_id];
  const isGroup = GROUPS.includes(block.element.type);
  const described = [block.hint && hintId, error && errorId].filter(Boolean).join(" ");
  const naming = {
    id: controlId, "aria-labelledby": isGroup ? labelId : null, "aria-describedby": described || null,
    "aria-invalid": error ? "true" : null, "aria-required": block.optional || block.element.type === "checkboxes" ? null : "true",
  };
  return h("div", { class: error ? "block block-input has-error" : "block block-input", "data-block": block.block_id },
    h("div", { class: "label-line" },
      h(isGroup ? "span" : "label", { class: "label", id: labelId, for: isGroup ? null : controlId }, plainWords(block.label?.text)),
      block.optional ? h("span", { class: "label-optional" }, word("optional")) : null),
    drawElement(block.element, block, context, naming),
    error ? h("p", { class: "field-error", id: errorId }, plainWords(error)) : null,
    block.hint ? h("p", { class: "hint", id: hintId }, plainWords(block.hint.text)) : null);
}

// Markdown proper, in the little that a bot of ours might send: bold and links become mrkdwn's.
function markdown(block, context) {
  const asMrkdwn = (block.text ?? "").replace(/\*\*([^*\n]+)\*\*/g, "*$1*").replace(/\[([^\]\n]+)\]\((https?:[^)\s]+)\)/g, "<$2|$1>").replace(/^#{1,6}\s+(.+)$/gm, "*$1*");
  return h("div", { class: "block text" }, mrkdwn(asMrkdwn, context.names));
}
