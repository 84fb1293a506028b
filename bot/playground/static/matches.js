// What a search menu has to choose from: the options given, those the bot suggests, people or conversations.

import { optionsOf } from "./choices.js";
import { plainWords } from "./mrkdwn.js";
import { placesFor } from "./pickers.js";

/** An element's choices: `key` is their name in its state, `entry` makes {key, label, value} of one,
 *  `find(typed)` resolves to the groups [{label?, entries}] that match. */
export function choicesOf(element, block, context) {
  const several = element.type.startsWith("multi_");
  const noun = nounOf(element);
  const entry = entries(context.names)[noun];
  const name = `${noun}${several ? "s" : ""}`;
  const initial = element[`initial_${name}`] ?? (several ? [] : null);
  return { several, entry, initial, key: `selected_${name}`, find: (typed) => find(element, block, context, entry, typed) };
}

const nounOf = ({ type }) =>
  type.includes("users") ? "user" : type.includes("conversations") ? "conversation" : type.includes("channels") ? "channel" : "option";

function entries(names) {
  const place = (id) => {
    const found = names.channels.find((one) => one.id === id);
    return { key: id, label: found ? names.place(found) : id, value: id };
  };
  return {
    option: (option) => ({ key: option.value, label: plainWords(option.text.text), value: option }),
    user: (id) => ({ key: id, label: names.user(id), value: id }),
    conversation: place,
    channel: place,
  };
}

function find(element, block, context, entry, typed) {
  return element.type.includes("external") ? suggested(element, block, context, entry, typed) : given(element, context, entry, typed);
}

async function suggested(element, block, context, entry, typed) {
  if (typed.length < (element.min_query_length ?? 3)) return [];
  return grouped((await context.suggest(block, element, typed)) ?? {}, entry);
}

async function given(element, context, entry, typed) {
  const fits = (one) => one.label.toLocaleLowerCase("sv").includes(typed.toLocaleLowerCase("sv"));
  const groups = element.type.includes("static") ? grouped(element, entry) : [{ entries: idsFor(element, context.names).map(entry) }];
  return groups.map((group) => ({ ...group, entries: group.entries.filter(fits) })).filter((group) => group.entries.length);
}

function grouped(source, entry) {
  if (!source.option_groups?.length) return [{ entries: optionsOf(source).map(entry) }];
  return source.option_groups.map((group) => ({ label: plainWords(group.label.text), entries: group.options.map(entry) }));
}

const idsFor = (element, names) =>
  element.type.includes("users") ? names.people.filter((one) => !one.is_bot).map((one) => one.id) : placesFor(element, names).map((place) => place.id);
