// Elements one types into: text, e-mail, address, number.

import { h } from "./dom.js";
import { plainWords } from "./mrkdwn.js";
import { named } from "./naming.js";

const PAUSE_MS = 300;
const KINDS = {
  email_text_input: { type: "email", inputmode: "email", autocomplete: "off" },
  url_text_input: { type: "url", inputmode: "url", autocomplete: "off" },
  number_input: { type: "text", inputmode: "decimal", autocomplete: "off" },
};

/** A text field. Its initial_value is raw text: unlike every other text in Block Kit it holds no entities. */
export function textField(element, block, context, naming) {
  const state = context.draft.begin(block, element, typed(element, element.initial_value ?? ""));
  const many = element.multiline || element.type === "rich_text_input";
  const attributes = { class: "control", placeholder: plainWords(element.placeholder?.text) || null, ...named(element, naming) };
  const field = many ? h("textarea", { ...attributes, rows: 4 }) : h("input", { type: "text", ...KINDS[element.type], ...attributes });
  field.value = shown(state);
  field.addEventListener("input", () => context.draft.set(block, element, typed(element, field.value)));
  tellWhileTyping(field, element, block, context);
  return field;
}

// With dispatch_action the bot hears of Enter (Slack's default) or of every pause in the typing.
function tellWhileTyping(field, element, block, context) {
  if (!block.dispatch_action) return;
  const moments = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const tell = () => context.act(block, element, typed(element, field.value));
  if (moments.includes("on_enter_pressed")) {
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey) return;
      event.preventDefault();
      tell();
    });
  }
  if (moments.includes("on_character_entered")) {
    let waiting;
    field.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(tell, PAUSE_MS);
    });
  }
}

function typed(element, text) {
  if (element.type === "number_input") return { value: text.trim().replace(",", ".") || null };
  if (element.type !== "rich_text_input") return { value: text === "" ? null : text };
  if (typeof text !== "string") return { rich_text_value: text };
  if (text === "") return { rich_text_value: null };
  const section = { type: "rich_text_section", elements: [{ type: "text", text }] };
  return { rich_text_value: { type: "rich_text", elements: [section] } };
}

function shown(state) {
  if (state.type !== "rich_text_input") return state.value ?? "";
  const sections = state.rich_text_value?.elements ?? [];
  return sections.map((section) => (section.elements ?? []).map((part) => part.text ?? "").join("")).join("\n");
}
