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

/** Where the keyboard is, in words that outlive a redraw: the nearest `data-key`, the tag, and the selected text. */
export function rememberFocus(root) {
  const active = document.activeElement;
  if (!active || active === document.body || !root.contains(active)) return null;
  const key = active.closest("[data-key]")?.dataset.key;
  const selection = canSelect(active) ? [active.selectionStart, active.selectionEnd] : null;
  return key ? { key, place: focusable(root, key).indexOf(active), selection } : null;
}

/** Put the keyboard back where `rememberFocus` found it, if that place still exists. */
export function restoreFocus(root, memory) {
  if (!memory) return;
  const element = focusable(root, memory.key)[memory.place];
  if (!element || element === document.activeElement) return;
  element.focus({ preventScroll: true });
  if (memory.selection && canSelect(element)) element.setSelectionRange(...memory.selection);
}

function focusable(root, key) {
  const keyed = [...root.querySelectorAll("[data-key]")].find((element) => element.dataset.key === key);
  return keyed ? [keyed, ...keyed.querySelectorAll("button, input, select, textarea, a[href]")] : [];
}

function canSelect(element) {
  return element.tagName === "TEXTAREA" || (element.tagName === "INPUT" && ["text", "search", "url", "tel"].includes(element.type));
}
