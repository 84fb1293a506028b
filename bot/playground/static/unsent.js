// What is typed but not sent, for each place one writes in: kept while the window is open, through a reload too.

const kept = (key) => `unsent/${key}`;

/** The unsent text of a place, "" when there is none. */
export const unsentIn = (key) => sessionStorage.getItem(kept(key)) ?? "";

/** Remember the unsent text of a place. */
export function keepUnsent(key, text) {
  if (text) sessionStorage.setItem(kept(key), text);
  else sessionStorage.removeItem(kept(key));
}
