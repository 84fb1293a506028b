// What Slack's own window refuses before a form is sent. Everything else is for the bot to refuse.

import { word } from "./words.js";

const LONGEST_TEXT = 3000;

/** The faults of a form's fields as {block_id: sentence}; empty when it may be sent. */
export function faults(view, draft) {
  const found = {};
  for (const block of view.blocks.filter((one) => one.type === "input")) {
    const state = draft.get(block, block.element);
    const fault = isEmpty(state) ? (block.optional ? null : word("required")) : faultOf(block.element, state);
    if (fault) found[block.block_id] = fault;
  }
  return found;
}

function isEmpty(state) {
  const value = Object.entries(state ?? {}).find(([name]) => name !== "type")?.[1];
  return value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
}

const CHECKS = {
  plain_text_input: textFault,
  number_input: numberFault,
  email_text_input: (_, { value }) => (/^\S+@\S+\.\S+$/.test(value) ? null : word("bad_email")),
  url_text_input: (_, { value }) => (/^https?:\/\/\S+$/i.test(value) ? null : word("bad_url")),
};

const faultOf = (element, state) => CHECKS[element.type]?.(element, state) ?? null;

function textFault(element, { value }) {
  const now = [...value].length;
  const most = element.max_length ?? LONGEST_TEXT;
  if (now < (element.min_length ?? 0)) return word("too_short", { n: element.min_length });
  return now > most ? word("too_long", { n: most, now }) : null;
}

function numberFault(element, { value }) {
  const number = Number(value);
  if (Number.isNaN(number)) return word("bad_number");
  if (!element.is_decimal_allowed && !Number.isInteger(number)) return word("whole_number");
  if (element.min_value !== undefined && number < Number(element.min_value)) return word("number_low", { n: element.min_value });
  if (element.max_value !== undefined && number > Number(element.max_value)) return word("number_high", { n: element.max_value });
  return null;
}
