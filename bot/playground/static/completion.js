// What can follow what stands in the composer: slash commands after "/", people after "@".

/** The entries {insert, title, hint, detail} that complete `text` up to the cursor, with where they begin; null when none fits. */
export function completionsOf(text, cursor, { commands, people }) {
  const before = text.slice(0, cursor);
  const slash = before.match(/^\/\S*$/);
  if (slash) return found(0, commandsLike(slash[0], commands));
  const at = before.match(/(?:^|\s)@([\p{L}\d_-]*)$/u);
  if (at) return found(cursor - at[1].length - 1, peopleLike(at[1], people));
  return null;
}

const found = (from, entries) => (entries.length ? { from, entries } : null);

function commandsLike(typed, commands) {
  const wanted = folded(typed);
  return commands.filter((one) => folded(one.command).startsWith(wanted))
    .map((one) => ({ insert: `${one.command} `, exact: one.command, title: one.command, hint: one.usage_hint ?? "", detail: one.description ?? "" }));
}

function peopleLike(typed, people) {
  const wanted = folded(typed);
  return people.filter((one) => folded(one.name).split(/[\s,]+/).some((part) => part.startsWith(wanted)) || folded(one.name).startsWith(wanted)).slice(0, 8)
    .map((one) => ({ insert: `@${one.name} `, title: one.name, hint: one.title ?? "", detail: "" }));
}

// Without capitals and accents, so that "/mö" finds "/mote".
const folded = (text) => text.toLocaleLowerCase("sv").normalize("NFD").replace(/\p{M}/gu, "");
