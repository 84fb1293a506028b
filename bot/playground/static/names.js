// Who and what is in the workspace: names of users and channels as messages and menus speak of them.

import { word } from "./words.js";

/** The names in a state. `user` and `channel` take an id. */
export function namesIn(state) {
  const users = new Map(state.users.map((user) => [user.id, user]));
  const channels = new Map(state.channels.map((channel) => [channel.id, channel]));
  const user = (id) => users.get(id)?.name ?? word("deleted_user");
  return {
    me: state.me.id,
    user,
    person: (id) => users.get(id),
    channel: (id) => channels.get(id)?.name,
    people: state.users.filter((one) => !one.deleted),
    channels: state.channels,
    bot: state.users.find((one) => one.is_bot),
    place: (channel) => (channel.kind === "dm" ? user(channel.user) : `#${channel.name}`),
  };
}

/** People who can be played, grouped by their title ("Gävle"), in the order the workspace lists them; untitled ones last. */
export function grouped(people) {
  const groups = new Map();
  for (const one of people.filter((person) => !person.is_bot)) {
    const title = one.title || "";
    groups.set(title, [...(groups.get(title) ?? []), one]);
  }
  return [...groups].sort(([one], [other]) => Number(!one) - Number(!other)).map(([title, members]) => ({ title: title || word("others"), members }));
}

const PALETTE = ["#7a3e6d", "#2f6690", "#1f7a5c", "#a0522d", "#5b5f97", "#8a6d1b", "#3d7068", "#a23b52", "#4a6fa5", "#6a7b29"];

/** A colour for someone's picture, the same every time; dark enough for white letters. */
export function colourOf(text) {
  let sum = 0;
  for (const letter of text) sum = (sum * 31 + letter.codePointAt(0)) % 9973;
  return PALETTE[sum % PALETTE.length];
}

/** Up to two letters for someone's picture: "Tjänsteperson, Gävle" → "TG". */
export function initials(name) {
  const parts = name.split(/[\s,/–-]+/).filter((part) => /^\p{L}/u.test(part));
  const chosen = parts.length > 1 ? [parts[0], parts.at(-1)] : parts;
  return chosen.map((part) => [...part][0].toUpperCase()).join("") || "?";
}
