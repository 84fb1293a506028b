// Moments in words, always in the workspace's time zone. Nothing here asks what time it is: the playground's clock says.

import { language, word } from "./words.js";

const ZONE = "Europe/Stockholm";
const LOCALE = language === "en" ? "en-GB" : "sv-SE";

const format = (options) => new Intl.DateTimeFormat(LOCALE, { timeZone: ZONE, ...options });
const LONG_DAY = format({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
const SHORT_DAY = format({ weekday: "short", day: "numeric", month: "short", year: "numeric" });
const DAY_OF_YEAR = format({ weekday: "long", day: "numeric", month: "long" });
const PLAIN_DAY = format({ day: "numeric", month: "long", year: "numeric" });
const CLOCK = new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, hour: "2-digit", minute: "2-digit" });
const ISO_DAY = new Intl.DateTimeFormat("sv-SE", { timeZone: ZONE, year: "numeric", month: "2-digit", day: "2-digit" });

/** The moment of a Slack `ts` ("1578384000.000100"). */
export const momentOf = (ts) => new Date(Number(ts) * 1000);

/** "09.00" in Swedish, "09:00" in English. */
export function hour(moment) {
  const time = CLOCK.format(moment);
  return language === "sv" ? time.replace(":", ".") : time;
}

/** "tisdag 7 januari 2020 kl. 09.00". */
export const longMoment = (moment) => `${LONG_DAY.format(moment)} ${word("at")} ${hour(moment)}`;

/** "7 januari 2020". */
export const plainDay = (moment) => PLAIN_DAY.format(moment);

/** "tis 7 jan. 2020", for narrow windows. */
export const shortDay = (moment) => SHORT_DAY.format(moment);

/** "2020-01-07", the same for two moments exactly when they fall on one day. */
export const isoDay = (moment) => ISO_DAY.format(moment);

/** A divider's words: today, yesterday, or the day; the year only when it is not this one. */
export function dayWords(moment, now) {
  if (isoDay(moment) === isoDay(now)) return word("today");
  if (isoDay(moment) === isoDay(new Date(now.getTime() - 86_400_000))) return word("yesterday");
  const sameYear = isoDay(moment).slice(0, 4) === isoDay(now).slice(0, 4);
  const words = (sameYear ? DAY_OF_YEAR : LONG_DAY).format(moment);
  return words[0].toUpperCase() + words.slice(1);
}

/** The day of "2020-05-14" or "2020-05-14T09:30" in words; "" for anything else. */
export function spelledDay(text) {
  return /^[1-9]\d{3}-\d\d-\d\d/.test(text) ? LONG_DAY.format(new Date(`${text.slice(0, 10)}T12:00:00Z`)) : "";
}

/** Unix seconds of a wall-clock "2020-05-14T09:30" in the workspace's zone; null when nothing is typed. */
export function secondsOfWallClock(text) {
  if (!text) return null;
  const asUtc = Date.parse(`${text.slice(0, 16)}:00Z`);
  const once = asUtc - offsetAt(new Date(asUtc));
  return Math.round((asUtc - offsetAt(new Date(once))) / 1000);
}

/** The wall-clock "2020-05-14T09:30" of unix seconds, as `<input type=datetime-local>` wants it. */
export function wallClockOfSeconds(seconds) {
  if (!seconds) return "";
  const moment = new Date(seconds * 1000);
  return `${isoDay(moment)}T${CLOCK.format(moment)}`;
}

function offsetAt(moment) {
  const wall = Date.parse(`${isoDay(moment)}T${CLOCK.format(moment)}:00Z`);
  return wall - Math.floor(moment.getTime() / 60_000) * 60_000;
}
