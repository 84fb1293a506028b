// Makes elements. Text always becomes a text node: nothing in the playground ever parses a message as HTML.

const SVG = "http://www.w3.org/2000/svg";

/** Make an element: `h("a", {class: "link", href}, "text", child, [more])`. A property that is null or false is left out;
 *  one that starts with "on" is a listener. */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) assign(element, name, value);
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function assign(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (name === "value") element.value = value;
  else element.setAttribute(name, value === true ? "" : String(value));
}

/** An icon from the sprite in index.html, hidden from screen readers: whatever bears it also bears words. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#icon-${name}`);
  svg.append(use);
  return svg;
}

let made = 0;

/** An id no other element on the page has. */
export function freshId(stem) {
  made += 1;
  return `${stem}-${made}`;
}

/** Where the keyboard is, in words that outlive a redraw: the keys around it, its place within, and the selected text. */
export function rememberFocus(root) {
  const active = document.activeElement;
  if (!active || active === root || !root.contains(active)) return null;
  const path = pathOf(active, root);
  const selection = canSelect(active) ? [active.selectionStart, active.selectionEnd] : null;
  return { path, place: focusable(root, path).indexOf(active), selection };
}

/** Put the keyboard back where `rememberFocus` found it; where that place is gone, to what scrolls around it. */
export function restoreFocus(root, memory) {
  if (!memory || root.contains(document.activeElement)) return;
  const element = focusable(root, memory.path)[memory.place] ?? root.closest("[tabindex], dialog");
  element?.focus({ preventScroll: true });
  if (memory.selection && element && canSelect(element)) element.setSelectionRange(...memory.selection);
}

/** The `data-key`s from the root down to an element: the same key may stand in several messages. */
function pathOf(element, root) {
  const keys = [];
  for (let at = element; at && at !== root; at = at.parentElement) if (at.dataset?.key) keys.unshift(at.dataset.key);
  return keys.join("\n");
}

function focusable(root, path) {
  const keyed = [...root.querySelectorAll("[data-key]")].find((element) => pathOf(element, root) === path);
  return keyed ? [keyed, ...keyed.querySelectorAll("button, input, select, textarea, a[href]")] : [];
}

function canSelect(element) {
  return element.tagName === "TEXTAREA" || (element.tagName === "INPUT" && ["text", "search", "url", "tel"].includes(element.type));
}
