// The app's home tab.

import { drawBlocks } from "./blocks.js";
import { h, icon, rememberFocus, restoreFocus } from "./dom.js";
import { surface } from "./surface.js";
import { word } from "./words.js";

/** Draw the home view, or a word of what will come. Redrawn only when it has changed. */
export function drawHome(root, view, me, desk) {
  const { state, ...drawn } = view ?? {};
  const looks = JSON.stringify([me, drawn]);
  if (root.looks === looks) return;
  const focus = rememberFocus(root);
  root.looks = looks;
  root.replaceChildren(view?.blocks?.length ? drawBlocks(view.blocks, contextOf(view, me, desk)) : empty());
  restoreFocus(root, focus);
}

const contextOf = (view, me, desk) =>
  surface({ names: desk.names, draft: desk.drafts.of(`${me}/${view.id}`), where: { container: "home", view_id: view.id }, tell: desk.tell, ask: desk.ask, held: view.state?.values });

const empty = () => h("div", { class: "empty" }, icon("home"), h("h2", {}, word("empty_home")), h("p", {}, word("empty_home_hint")));
