// A small menu under a button: arrow keys walk it, Escape and a click elsewhere close it.

import { h } from "./dom.js";

/** Open a menu of `{label, detail?, run}` entries under `button`. The button must stand in a positioned element. */
export function openMenu(button, label, entries) {
  if (button.getAttribute("aria-expanded") === "true") return;
  const items = entries.map((entry) =>
    h("button", { type: "button", role: "menuitem", class: "menu-item", tabindex: -1, onclick: () => (close(), entry.run()) },
      h("span", {}, entry.label), entry.detail ? h("small", {}, entry.detail) : null));
  const menu = h("div", { class: "menu", role: "menu", "aria-label": label }, items);
  const outside = (event) => menu.contains(event.target) || button.contains(event.target) || close();
  function close() {
    menu.remove();
    document.removeEventListener("pointerdown", outside);
    button.setAttribute("aria-expanded", "false");
    button.focus({ preventScroll: true });
  }
  menu.addEventListener("keydown", (event) => walk(event, items, close));
  document.addEventListener("pointerdown", outside);
  button.setAttribute("aria-expanded", "true");
  button.after(menu);
  keepInside(menu);
  items[0]?.focus();
}

const STEPS = { ArrowDown: 1, ArrowUp: -1 };

function walk(event, items, close) {
  if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    event.stopPropagation();
    close();
  } else if (event.key in STEPS) {
    event.preventDefault();
    const place = items.indexOf(document.activeElement) + STEPS[event.key];
    items.at(place % items.length)?.focus();
  }
}

// Opens upwards or to the left where the list of messages, or the form, would cut it off.
function keepInside(menu) {
  const box = menu.getBoundingClientRect();
  const frame = (menu.closest(".messages, .home, .dialog-body") ?? document.body).getBoundingClientRect();
  menu.classList.toggle("menu-up", box.bottom > frame.bottom && box.top - box.height > frame.top);
  menu.classList.toggle("menu-left", box.right > frame.right);
}
