// What blocks need from where they stand: names, a draft, and a way to tell the bot of a click.

/** The context of blocks in a message, form or home tab.
 *  `where` is the click's container ({container, channel, ts} or {container, view_id}); `tell(body)` posts and shows errors.
 *  `held` is what the server remembers having been typed (state.values), for a page that was reloaded. */
export function surface({ names, draft, where, tell, ask, upload, errors, held }) {
  draft.held = held ?? {};
  const act = (block, element, value) =>
    tell({ ...where, block_id: block.block_id, action_id: element.action_id, type: element.type, ...value, values: draft.values() });
  return {
    names,
    draft,
    errors,
    act,
    upload,
    /** Remember a choice, and tell the bot of it unless it stands in a form's field that waits for the submit. */
    change(block, element, value) {
      draft.set(block, element, value);
      if (block.type !== "input" || block.dispatch_action) act(block, element, value);
    },
    suggest: (block, element, typed) =>
      ask({ view_id: where.view_id, channel: where.channel, ts: where.ts, block_id: block.block_id, action_id: element.action_id, value: typed }),
  };
}
