// What a person typed, in the form Slack's own window sends it: entities for & < >, ids for the people and channels named.

/** Plain typing as Slack text: "@Nätverksbot <3" → "<@U0BOT> &lt;3". Of names that begin alike the longest is meant. */
export function asSlackText(typed, names) {
  const ids = new Map([...people(names), ...channels(names)]);
  const longestFirst = [...ids.keys()].sort((one, other) => other.length - one.length).map(quoted);
  if (!longestFirst.length) return escapedText(typed);
  const named = new RegExp(`(?:${longestFirst.join("|")})(?![\\p{L}\\p{N}_-])`, "gu");
  return escapedText(typed).replace(named, (name) => ids.get(name));
}

const people = (names) => names.people.map((one) => [`@${escapedText(one.name)}`, `<@${one.id}>`]);

const channels = (names) =>
  names.channels.filter((one) => one.kind === "channel").map((one) => [`#${escapedText(one.name)}`, `<#${one.id}|${escapedText(one.name)}>`]);

const quoted = (text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

const escapedText = (text) => text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]);
