// Elements that pick a date, a time, a person or a conversation: the browser's own pickers.

import { nativeMenu, settle } from "./choices.js";
import { secondsOfWallClock, spelledDay, wallClockOfSeconds } from "./dates.js";
import { h } from "./dom.js";
import { grouped } from "./names.js";
import { named } from "./naming.js";

export const datePicker = (element, block, context, naming) =>
  picker(element, block, context, naming, { type: "date", key: "selected_date", initial: element.initial_date ?? null });

export const timePicker = (element, block, context, naming) =>
  picker(element, block, context, naming, { type: "time", key: "selected_time", initial: element.initial_time ?? null });

/** Slack speaks of unix seconds here; the person sees the workspace's wall clock. */
export const dateTimePicker = (element, block, context, naming) =>
  picker(element, block, context, naming, {
    type: "datetime-local", key: "selected_date_time", initial: element.initial_date_time ?? null, read: secondsOfWallClock, show: wallClockOfSeconds,
  });

const asTyped = (text) => text || null;
const asGiven = (value) => value ?? "";

// The browser writes dates in its own language's order: 02/03/2020 may be either month. The day in words stands beside it.
function picker(element, block, context, naming, { type, key, initial, read = asTyped, show = asGiven }) {
  const state = context.draft.begin(block, element, { [key]: initial });
  const input = h("input", { type, class: "control", ...named(element, naming) });
  input.value = show(state[key]);
  let settled = input.value;
  const spelled = h("small", { class: "spelled" }, spelledDay(input.value));
  input.addEventListener("input", () => spelled.replaceChildren(spelledDay(input.value)));
  input.addEventListener("change", async () => {
    if (isHalfTyped(input.value)) return;
    const now = input.value;
    const back = () => (input.value = settled);
    if (await settle(element, block, context, { [key]: read(now) }, back)) settled = now;
    spelled.replaceChildren(spelledDay(input.value));
  });
  return h("span", { class: "picker" }, input, spelled);
}

// The browser tells of a date at each digit of its year: 0002, 0020, 0202, 2020.
const isHalfTyped = (value) => /^0/.test(value) && value.includes("-");

export function userSelect(element, block, context, naming) {
  const state = context.draft.begin(block, element, { selected_user: element.initial_user ?? null });
  const entries = grouped(context.names.people).map((group) =>
    h("optgroup", { label: group.title }, group.members.map((user) => h("option", { value: user.id }, user.name))));
  return nativeMenu(element, entries, state.selected_user ?? "", naming, (value, back) =>
    settle(element, block, context, { selected_user: value || null }, back));
}

/** conversations_select and channels_select. */
export function placeSelect(element, block, context, naming) {
  const kind = element.type === "channels_select" ? "channel" : "conversation";
  const key = `selected_${kind}`;
  const state = context.draft.begin(block, element, { [key]: element[`initial_${kind}`] ?? null });
  const entries = placesFor(element, context.names).map((place) => h("option", { value: place.id }, context.names.place(place)));
  return nativeMenu(element, entries, state[key] ?? "", naming, (value, back) => settle(element, block, context, { [key]: value || null }, back));
}

const FILTER_WORDS = { channel: ["public", "private"], dm: ["im"] };

/** The conversations an element offers, after its type and filter. */
export function placesFor(element, names) {
  const wanted = element.filter?.include;
  return names.channels.filter((place) => {
    if (element.type.includes("channels_select")) return place.kind === "channel";
    if (element.filter?.exclude_bot_users && place.kind === "dm" && names.person(place.user)?.is_bot) return false;
    return !wanted || FILTER_WORDS[place.kind].some((kind) => wanted.includes(kind));
  });
}
