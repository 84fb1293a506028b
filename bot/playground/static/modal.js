// The bot's forms as real modal dialogs. What is typed lives here until it is sent, through refusals and views.update.

import { drawBlocks } from "./blocks.js";
import { freshId, h, icon, rememberFocus, restoreFocus } from "./dom.js";
import { plainWords } from "./mrkdwn.js";
import { surface } from "./surface.js";
import { notify } from "./toast.js";
import { faults } from "./validity.js";
import { errorSentence, word } from "./words.js";

/** Shows the view on top of the person's stack. `workspace` sends; `desk()` gives names, drafts, tell and ask. */
export class Modal {
  #view = null;
  #errors = {};
  #dialog = null;
  #drawn = "";
  #before = null;

  constructor(workspace, desk) {
    this.workspace = workspace;
    this.desk = desk;
  }

  /** Show this view (or none). Nothing is redrawn while it stays what it was. */
  show(view) {
    if (!view) return this.#takeDown();
    const looks = this.#looksOf(view);
    if (looks === this.#drawn) return undefined;
    const isSame = this.#view?.id === view.id && this.#dialog;
    this.#errors = view.errors && Object.keys(view.errors).length ? view.errors : isSame && this.#view.hash === view.hash ? this.#errors : {};
    this.#view = view;
    this.#drawn = looks;
    if (!isSame) this.#putUp(view);
    this.#draw();
    if (!isSame) this.#focusFirst();
    return undefined;
  }

  // What the server knows of the typing is no reason to draw anew: the draft here is newer.
  #looksOf({ state, ...view }) {
    return JSON.stringify([this.workspace.me, view]);
  }

  // The keyboard goes back to where it was; the browser cannot, when that place has been drawn anew meanwhile.
  #takeDown() {
    this.#dialog?.close();
    this.#dialog?.remove();
    if (this.#dialog && document.activeElement === document.body) restoreFocus(document.body, this.#before);
    this.#dialog = this.#view = null;
    this.#drawn = "";
  }

  #putUp(view) {
    this.#takeDown();
    this.#view = view;
    this.#drawn = this.#looksOf(view);
    const id = freshId("modal");
    this.title = h("h2", { id });
    this.alert = h("div", { class: "dialog-alert", role: "alert" });
    this.body = h("div", { class: "dialog-body" });
    this.footer = h("footer", { class: "dialog-footer" });
    const leave = h("button", { type: "button", class: "tool", "aria-label": word("leave_form"), title: word("leave_form"), onclick: () => this.#leave() }, icon("cross"));
    const form = h("form", { class: "dialog-form", novalidate: true }, h("header", { class: "dialog-header" }, this.title, leave), this.alert, this.body, this.footer);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    this.#dialog = h("dialog", { class: "dialog modal", "aria-labelledby": id }, form);
    this.#dialog.addEventListener("cancel", (event) => {
      if (event.target !== this.#dialog) return;
      event.preventDefault();
      this.#leave();
    });
    this.#before = rememberFocus(document.body);
    document.body.append(this.#dialog);
    this.#dialog.showModal();
  }

  get #draft() {
    return this.desk().drafts.of(`${this.workspace.me}/${this.#view.id}`);
  }

  #draw() {
    const view = this.#view;
    const { names, tell, ask, upload } = this.desk();
    const focus = rememberFocus(this.#dialog);
    const scrolled = this.body.scrollTop;
    this.title.replaceChildren(plainWords(view.title?.text));
    this.alert.replaceChildren();
    const context = surface({ names, draft: this.#draft, where: { container: "view", view_id: view.id }, tell, ask, upload, errors: this.#errors, held: view.state?.values });
    this.body.replaceChildren(drawBlocks(view.blocks, context));
    this.#drawFooter(view);
    this.body.scrollTop = scrolled;
    restoreFocus(this.#dialog, focus);
  }

  #drawFooter(view) {
    const needsSubmit = view.submit || view.blocks?.some((block) => block.type === "input");
    const close = h("button", { type: "button", class: "button", onclick: () => this.#leave() }, plainWords(view.close?.text) || word(needsSubmit ? "cancel" : "close"));
    this.submit = h("button", { type: "submit", class: "button primary" }, plainWords(view.submit?.text) || word("submit"));
    this.footer.replaceChildren(close, ...(needsSubmit ? [this.submit] : []));
  }

  #focusFirst() {
    const wanted = this.#view.blocks?.find((block) => block.element?.focus_on_load);
    const within = wanted ? this.body.querySelector(`[data-block="${CSS.escape(wanted.block_id)}"]`) : this.body;
    const first = within?.querySelector("input:not([disabled]), textarea, select") ?? this.submit;
    first?.focus({ preventScroll: true });
  }

  async #leave() {
    const answer = await this.workspace.post("close", { view_id: this.#view.id });
    if (answer.ok === false) notify(errorSentence(answer));
    await this.workspace.refresh();
  }

  async #send() {
    if (this.submit.getAttribute("aria-busy") === "true") return;
    this.alert.replaceChildren();
    const found = faults(this.#view, this.#draft);
    if (Object.keys(found).length) return this.#refuse(found);
    const view = this.#view;
    this.submit.setAttribute("aria-busy", "true");
    const answer = await this.workspace.post("submit", { view_id: view.id, values: this.#draft.values() });
    this.submit.removeAttribute("aria-busy");
    if (answer.errors && Object.keys(answer.errors).length) return this.#refuse(answer.errors);
    if (!answer.ok) return notify(errorSentence(answer, plainWords(view.title?.text)));
    this.#errors = {};
    await this.workspace.refresh();
  }

  #refuse(errors) {
    this.#errors = errors;
    this.#draw();
    const first = this.body.querySelector(".has-error");
    first?.scrollIntoView({ block: "nearest" });
    (first?.querySelector("input, textarea, select, button") ?? this.submit).focus({ preventScroll: true });
  }
}
