// The field that takes files: each is uploaded when it is chosen, and the field holds what the server says of it.

import { h, icon } from "./dom.js";
import { named } from "./naming.js";
import { notify } from "./toast.js";
import { errorSentence, word } from "./words.js";

const MOST_BYTES = 10 * 1024 * 1024;

/** A native file field, with the files so far under it, each to be taken away. */
export function fileField(element, block, context, naming) {
  const most = element.max_files ?? 10;
  const accept = element.filetypes?.map((kind) => `.${kind}`).join(",") || null;
  const field = h("input", { type: "file", class: "control", multiple: most > 1, accept, ...named(element, naming) });
  const list = h("ul", { class: "files", "aria-live": "polite" });
  const now = () => context.draft.begin(block, element, { files: [] }).files;

  function keep(files) {
    context.change(block, element, { files });
    draw();
  }

  function draw() {
    list.replaceChildren(...now().map((file) => h("li", {}, icon("file"), h("span", {}, file.name),
      h("button", { type: "button", class: "tool", "aria-label": word("remove", { name: file.name }), onclick: () => keep(now().filter((one) => one.id !== file.id)) }, icon("cross")))));
  }

  field.addEventListener("change", async () => {
    const chosen = [...field.files];
    field.value = "";
    if (now().length + chosen.length > most) return notify(word("too_many_files", { n: most }));
    for (const file of chosen) {
      if (file.size > MOST_BYTES) notify(word("file_too_large", { name: file.name }));
      else await give(file);
    }
  });

  async function give(file) {
    field.setAttribute("aria-busy", "true");
    const answer = await context.upload(file);
    field.removeAttribute("aria-busy");
    if (!answer.ok) return notify(errorSentence(answer));
    keep([...now(), answer.file]);
  }

  draw();
  return h("div", { class: "file-field" }, field, list);
}
