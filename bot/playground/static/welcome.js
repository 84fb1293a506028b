// The first sight: what this is, whom one plays and what the clock does, with three things to press. The page says it, not the app.

import { plainDay } from "./dates.js";
import { h, icon } from "./dom.js";
import { language, word } from "./words.js";

/** The card at the beginning of the first channel, made once. `acts` are {run(command), move(to), become(id)}. */
export class Welcome {
  constructor(acts) {
    this.what = h("p", {});
    this.who = h("li", {});
    this.clock = h("li", {});
    this.first = h("button", { type: "button", class: "button primary", onclick: () => acts.run(this.command) });
    this.other = h("button", { type: "button", class: "button", onclick: () => acts.become(this.another) });
    const next = h("button", { type: "button", class: "button", onclick: () => acts.move("next") }, word("clock_next"));
    this.root = h("section", { class: "welcome", "aria-label": word("welcome") },
      h("h3", {}, icon("network"), word("welcome")), this.what, h("ul", {}, this.who, this.clock),
      h("div", { class: "welcome-buttons" }, this.first, next, this.other));
  }

  draw(state, isFirst, names) {
    this.command = state.first_commands[language];
    this.root.hidden = !isFirst || !this.command;
    if (this.root.hidden) return;
    const bot = names.bot?.name ?? "";
    const about = state.commands.find((one) => one.command === this.command)?.description ?? this.command;
    const another = anotherThan(state.me, names.people);
    this.another = another?.id;
    this.what.textContent = word("welcome_what", { bot });
    this.who.textContent = word("welcome_who", { name: state.me.name });
    this.clock.textContent = word("welcome_clock", { day: plainDay(new Date(state.now)), bot });
    this.first.textContent = about.split(":")[0];
    this.other.hidden = !another;
    this.other.textContent = word("become", { name: another?.name });
  }
}

// The first person who can be played, the coordinator here, and for whoever is that one the next.
const anotherThan = (me, people) => people.filter((one) => !one.is_bot).slice(0, 2).find((one) => one.id !== me.id);
