// Notices of what went wrong: in the open form if there is one, else as a toast above everything.

import { h, icon } from "./dom.js";
import { word } from "./words.js";

const STAYS_MS = 9000;

/** Take away what was said of an earlier act. */
export function clearNotices() {
  const toasts = document.getElementById("toasts");
  toasts.replaceChildren();
  if (toasts.matches(":popover-open")) toasts.hidePopover();
}

/** Tell the person something that went wrong. */
export function notify(sentence) {
  const place = document.querySelector("dialog[open] .dialog-alert");
  if (place) return place.replaceChildren(h("p", {}, sentence));
  const toasts = document.getElementById("toasts");
  const toast = h("div", { class: "toast" }, h("p", {}, sentence));
  const remove = () => {
    toast.remove();
    if (!toasts.children.length) toasts.hidePopover?.();
  };
  toast.append(h("button", { type: "button", class: "toast-close", "aria-label": word("dismiss"), onclick: remove }, icon("cross")));
  toasts.append(toast);
  if (!toasts.matches(":popover-open")) toasts.showPopover?.();
  setTimeout(remove, STAYS_MS);
  return undefined;
}
