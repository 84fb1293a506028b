// Redraws a list so that what has not changed stays the very same element: open menus, focus and scrolling survive.

import { rememberFocus, restoreFocus } from "./dom.js";

/** Make `container` hold one element for each item, in order. `keyOf(item)` says which element is whose;
 *  one is made anew by `make(item)` only when the item's JSON has changed. */
export function redrawList(container, items, keyOf, make) {
  const focus = rememberFocus(container);
  const old = new Map([...container.children].map((child) => [child.itemKey, child]));
  const wanted = items.map((item) => {
    const [key, looks] = [keyOf(item), JSON.stringify(item)];
    const kept = old.get(key);
    if (kept?.itemLooks === looks) return kept;
    return Object.assign(make(item), { itemKey: key, itemLooks: looks });
  });
  const staying = new Set(wanted);
  for (const child of [...container.children]) if (!staying.has(child)) child.remove();
  wanted.forEach((child, place) => container.children[place] === child || container.insertBefore(child, container.children[place] ?? null));
  restoreFocus(container, focus);
}
