// Elements that choose among options given beforehand: menu, radio buttons, boxes. Native controls, so that they act as expected.

import { confirmed } from "./confirm.js";
import { freshId, h } from "./dom.js";
import { plainWords, textNodes } from "./mrkdwn.js";
import { nameAlone, named, namedGroup } from "./naming.js";

/** Every option of an element, groups or none, in order. */
export const optionsOf = (element) => element.options ?? (element.option_groups ?? []).flatMap((group) => group.options);

/** A native menu. Its entries are numbered, as two options may look alike. */
export function staticSelect(element, block, context, naming) {
  const options = optionsOf(element);
  const state = context.draft.begin(block, element, { selected_option: element.initial_option ?? null });
  const entry = (option) => h("option", { value: String(options.indexOf(option)) }, plainWords(option.text.text));
  const entries = element.options ? options.map(entry)
    : (element.option_groups ?? []).map((group) => h("optgroup", { label: plainWords(group.label.text) }, group.options.map(entry)));
  const at = options.findIndex((option) => option.value === state.selected_option?.value);
  return nativeMenu(element, entries, at < 0 ? "" : String(at), naming, (value, back) =>
    settle(element, block, context, { selected_option: value === "" ? null : options[Number(value)] }, back));
}

/** A `<select>` with the element's placeholder first; `chosen(value, back)` is called on a choice, and `back()` undoes it. */
export function nativeMenu(element, entries, value, naming, chosen) {
  const placeholder = h("option", { value: "" }, plainWords(element.placeholder?.text) || nameAlone(element));
  const select = h("select", { class: "control select", ...named(element, naming) }, placeholder, entries);
  select.value = value;
  let settled = value;
  select.addEventListener("change", () => {
    const wanted = select.value;
    const back = () => (select.value = settled);
    Promise.resolve(chosen(wanted, back)).then((kept) => (settled = kept === false ? settled : wanted));
  });
  return select;
}

/** Ask, remember and tell: false when the person said no and `back` has undone the choice. */
export async function settle(element, block, context, value, back) {
  if (!(await confirmed(element.confirm, context.names))) {
    back();
    return false;
  }
  context.change(block, element, value);
  return true;
}

export function radioButtons(element, block, context, naming) {
  const state = context.draft.begin(block, element, { selected_option: element.initial_option ?? null });
  const boxes = choices(element, "radio", [state.selected_option?.value], context);
  const group = h("div", { class: "choices", role: "radiogroup", ...namedGroup(element, naming) }, boxes.map((box) => box.row));
  let settled = boxes.find((box) => box.input.checked);
  group.addEventListener("change", async () => {
    const now = boxes.find((box) => box.input.checked);
    const back = () => boxes.forEach((box) => (box.input.checked = box === settled));
    if (await settle(element, block, context, { selected_option: now.option }, back)) settled = now;
  });
  return group;
}

export function checkboxes(element, block, context, naming) {
  const state = context.draft.begin(block, element, { selected_options: element.initial_options ?? [] });
  const boxes = choices(element, "checkbox", state.selected_options.map((option) => option.value), context);
  const group = h("div", { class: "choices", role: "group", ...namedGroup(element, naming) }, boxes.map((box) => box.row));
  group.addEventListener("change", async (event) => {
    const back = () => (event.target.checked = !event.target.checked);
    const chosen = boxes.filter((box) => box.input.checked).map((box) => box.option);
    await settle(element, block, context, { selected_options: chosen }, back);
  });
  return group;
}

function choices(element, type, chosen, context) {
  const name = freshId("choice");
  return (element.options ?? []).map((option) => {
    const id = freshId("option");
    const detail = option.description ? h("small", { id: `${id}-detail`, class: "choice-detail" }, textNodes(option.description, context.names)) : null;
    const input = h("input", { type, name, id, "aria-describedby": detail?.id });
    input.checked = chosen.includes(option.value);
    const row = h("div", { class: "choice" }, input, h("div", {}, h("label", { for: id }, textNodes(option.text, context.names)), detail));
    return { option, input, row };
  });
}
