// What the server says the workspace looks like for the one we play, kept fresh over a WebSocket. The only module that talks to it.

const RETRY_MS = 1000;

/** The workspace as one person sees it. Tells of "change" (new state), "lost" and "found" (connection). */
export class Workspace extends EventTarget {
  state = null;
  #me;
  #underway = null;
  #again = false;

  constructor(me) {
    super();
    this.#me = me;
  }

  get me() {
    return this.#me;
  }

  /** Become another person; resolves when their view of the workspace is here. */
  async become(me) {
    this.#me = me;
    await this.refresh();
  }

  /** Fetch the state. Calls made while one is under way share one more fetch after it, so none is missed. */
  refresh() {
    if (this.#underway) {
      this.#again = true;
      return this.#underway;
    }
    this.#underway = this.#fetchUntilQuiet().finally(() => (this.#underway = null));
    return this.#underway;
  }

  async #fetchUntilQuiet() {
    do {
      this.#again = false;
      await this.#fetchOnce();
    } while (this.#again);
  }

  async #fetchOnce() {
    const asked = this.#me;
    const query = asked ? `?as=${encodeURIComponent(asked)}` : "";
    const answer = await fetch(`/page/state${query}`).catch(() => null);
    if (!answer?.ok) return this.#missing(answer);
    const state = await answer.json();
    if (asked !== this.#me) return void (this.#again = true);
    this.#me = state.me.id;
    this.state = state;
    this.dispatchEvent(new Event("change"));
  }

  // A person from an earlier run of the playground may not exist in this one: let the server choose.
  #missing(answer) {
    if (!answer || !this.#me || answer.status >= 500) return this.dispatchEvent(new Event("lost"));
    this.#me = null;
    this.#again = true;
  }

  /** Send what the person did; always resolves, with `ok: false, error: "offline"` when the server is gone. */
  async post(path, body) {
    const request = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ as: this.#me, ...body }) };
    const answer = await fetch(`/page/${path}`, request).catch(() => null);
    if (!answer) return { ok: false, error: "offline" };
    return answer.json().catch(() => ({ ok: false, error: `http_${answer.status}` }));
  }

  /** Give the server a file; it answers with what Slack says of one. */
  async upload(file) {
    const query = new URLSearchParams({ as: this.#me, name: file.name });
    const answer = await fetch(`/page/upload?${query}`, { method: "POST", body: file }).catch(() => null);
    if (!answer) return { ok: false, error: "offline" };
    return answer.json().catch(() => ({ ok: false, error: `http_${answer.status}` }));
  }

  /** Listen for changes, for as long as the page is open. */
  listen() {
    const socket = new WebSocket(`${location.origin.replace(/^http/, "ws")}/page/changes`);
    socket.onopen = () => {
      this.dispatchEvent(new Event("found"));
      this.refresh();
    };
    socket.onmessage = (message) => {
      if (JSON.parse(message.data).revision !== this.state?.revision) this.refresh();
    };
    socket.onclose = () => {
      this.dispatchEvent(new Event("lost"));
      setTimeout(() => this.listen(), RETRY_MS);
    };
  }
}
