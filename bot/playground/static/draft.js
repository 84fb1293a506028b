// What a person has typed or chosen but not yet sent, in the form Slack calls state.values.

/** The values of one form, message or home tab, by block_id and action_id. */
export class Draft {
  #values = new Map();
  #drawn = new Set();
  held = {};

  /** The value to draw an element with: what was typed here before, or what the server holds, or `initial`. */
  begin(block, element, initial) {
    const key = keyOf(block, element);
    this.#drawn.add(key);
    const kept = this.#values.get(key);
    if (kept?.state.type === element.type) return kept.state;
    return this.set(block, element, this.held[block.block_id]?.[element.action_id] ?? initial);
  }

  set(block, element, value) {
    const state = { type: element.type, ...value };
    this.#values.set(keyOf(block, element), { block: block.block_id, action: element.action_id, state });
    return state;
  }

  get(block, element) {
    return this.#values.get(keyOf(block, element))?.state;
  }

  /** Call before drawing anew and `forgetUndrawn` after: an element that is gone loses its value, as in Slack. */
  startDrawing() {
    this.#drawn.clear();
  }

  forgetUndrawn() {
    for (const key of this.#values.keys()) if (!this.#drawn.has(key)) this.#values.delete(key);
  }

  /** {block_id: {action_id: state}} as Slack sends it. */
  values() {
    const values = {};
    for (const { block, action, state } of this.#values.values()) (values[block] ??= {})[action] = state;
    return values;
  }
}

const keyOf = (block, element) => `${block.block_id}\n${element.action_id}`;

/** One draft for each form, message or home tab, for as long as the page is open. */
export class Drafts {
  #drafts = new Map();

  of(key) {
    if (!this.#drafts.has(key)) this.#drafts.set(key, new Draft());
    return this.#drafts.get(key);
  }
}
