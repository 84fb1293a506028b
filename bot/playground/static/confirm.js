// Slack's confirmation dialog, asked before a button, menu or box takes effect.

import { freshId, h } from "./dom.js";
import { plainWords, textNodes } from "./mrkdwn.js";
import { word } from "./words.js";

/** Ask the element's own question; true when there is none or the person agrees. */
export function confirmed(question, names) {
  if (!question) return Promise.resolve(true);
  return new Promise((resolve) => {
    const dialog = drawn(question, names);
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

function drawn(question, names) {
  const id = freshId("confirm");
  const style = question.style === "danger" ? "button danger" : "button primary";
  return h("dialog", { class: "dialog confirm", "aria-labelledby": id },
    h("form", { method: "dialog", class: "dialog-form" },
      h("header", { class: "dialog-header" }, h("h2", { id }, plainWords(question.title?.text))),
      h("div", { class: "dialog-body" }, h("div", { class: "text" }, textNodes(question.text, names))),
      h("footer", { class: "dialog-footer" },
        h("button", { class: "button", value: "no" }, plainWords(question.deny?.text) || word("no")),
        h("button", { class: style, value: "yes", autofocus: true }, plainWords(question.confirm?.text) || word("yes")))));
}
