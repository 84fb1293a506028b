// What a person typed, in the form Slack's own window sends it: entities for & < >, ids for the people and channels named.

/** Plain typing as Slack text: "@Nätverksbot <3" → "<@U0BOT> &lt;3". Names are taken longest first. */
export function asSlackText(typed, names) {
  const escaped = escapedText(typed);
  const people = names.people.map((one) => [`@${escapedText(one.name)}`, `<@${one.id}>`]);
  const channels = names.channels.filter((one) => one.kind === "channel").map((one) => [`#${escapedText(one.name)}`, `<#${one.id}|${escapedText(one.name)}>`]);
  const longestFirst = [...people, ...channels].sort(([one], [other]) => other.length - one.length);
  return longestFirst.reduce((text, [shown, sent]) => text.split(shown).join(sent), escaped);
}

const escapedText = (text) => text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]);
