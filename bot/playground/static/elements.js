// Block Kit's interactive elements: which module draws which, and the two that only act, button and overflow.

import { checkboxes, radioButtons, staticSelect } from "./choices.js";
import { searchSelect } from "./combobox.js";
import { confirmed } from "./confirm.js";
import { h, icon } from "./dom.js";
import { textField } from "./fields.js";
import { fileField } from "./files.js";
import { openMenu } from "./menu.js";
import { plainWords, safeAddress, textNodes } from "./mrkdwn.js";
import { datePicker, dateTimePicker, placeSelect, timePicker, userSelect } from "./pickers.js";
import { word } from "./words.js";

const DRAWERS = {
  button,
  workflow_button: button,
  overflow,
  image: picture,
  static_select: staticSelect,
  users_select: userSelect,
  conversations_select: placeSelect,
  channels_select: placeSelect,
  external_select: searchSelect,
  multi_static_select: searchSelect,
  multi_external_select: searchSelect,
  multi_users_select: searchSelect,
  multi_conversations_select: searchSelect,
  multi_channels_select: searchSelect,
  radio_buttons: radioButtons,
  checkboxes,
  datepicker: datePicker,
  timepicker: timePicker,
  datetimepicker: dateTimePicker,
  plain_text_input: textField,
  email_text_input: textField,
  url_text_input: textField,
  number_input: textField,
  rich_text_input: textField,
  file_input: fileField,
};

/** Draw one element. `naming` is what gives a control its accessible name: {id, "aria-label", "aria-labelledby", "aria-describedby"}. */
export function drawElement(element, block, context, naming = {}) {
  const draw = DRAWERS[element.type];
  if (!draw) return h("span", { class: "unknown" }, word("unknown_block", { type: element.type }));
  const drawn = draw(element, block, context, naming);
  drawn.dataset.key = `${block.block_id}/${element.action_id ?? ""}`;
  return drawn;
}

function button(element, block, context, naming) {
  const address = element.url ? safeAddress(element.url) : null;
  const style = ["primary", "danger"].includes(element.style) ? ` ${element.style}` : "";
  const drawn = h("button", { type: "button", class: `button${style}`, "aria-label": element.accessibility_label, "aria-describedby": naming["aria-describedby"] },
    plainWords(element.text?.text), address ? icon("outside") : null);
  drawn.addEventListener("click", async () => {
    if (drawn.getAttribute("aria-busy") === "true") return;
    if (!(await confirmed(element.confirm, context.names))) return;
    if (address) window.open(address, "_blank", "noopener");
    await busyWhile(drawn, context.act(block, element, element.value === undefined ? {} : { value: element.value }));
  });
  return drawn;
}

async function busyWhile(button, work) {
  button.setAttribute("aria-busy", "true");
  await work;
  button.removeAttribute("aria-busy");
}

function overflow(element, block, context, naming) {
  const drawn = h("button", { type: "button", class: "button button-icon", "aria-label": naming["aria-label"] ?? word("options"), "aria-haspopup": "menu", "aria-expanded": "false" }, icon("dots"));
  const entries = (element.options ?? []).map((option) => ({
    label: textNodes(option.text, context.names),
    detail: option.description ? plainWords(option.description.text) : null,
    run: () => choose(option),
  }));
  async function choose(option) {
    if (!(await confirmed(element.confirm, context.names))) return;
    if (option.url && safeAddress(option.url)) window.open(option.url, "_blank", "noopener");
    await context.act(block, element, { selected_option: option });
  }
  drawn.addEventListener("click", () => openMenu(drawn, word("options"), entries));
  return h("span", { class: "menu-place" }, drawn);
}

function picture(element) {
  return h("img", { class: "thumbnail", src: element.image_url ?? element.slack_file?.url, alt: element.alt_text ?? "" });
}
