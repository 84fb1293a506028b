// Puts the page together: what the address says is open, what the server says is there, and what a person's acts become.

import { Conversation } from "./conversation.js";
import { Drafts } from "./draft.js";
import { plainDay } from "./dates.js";
import { Modal } from "./modal.js";
import { namesIn } from "./names.js";
import { News, sentInWords } from "./news.js";
import { asSlackText } from "./outgoing.js";
import { Drawer, drawSidebar } from "./sidebar.js";
import { Workspace } from "./state.js";
import { Thread } from "./thread.js";
import { clearNotices, notify } from "./toast.js";
import { Topbar } from "./topbar.js";
import { Welcome } from "./welcome.js";
import { errorSentence, language, word } from "./words.js";

const element = (id) => document.getElementById(id);
const address = new URLSearchParams(location.search);
const workspace = new Workspace(address.get("as"));
const drafts = new Drafts();
let reading = false;

/** What is open: {home: true}, or {channel, thread?}. Another person's direct message gives one's own; an unknown channel the first. */
function placeNow(state) {
  const [id, thread] = location.hash.slice(1).split("/");
  if (id === "home") return { home: true };
  const known = state.channels.find((one) => one.id === id);
  const like = id.startsWith("D") ? state.channels.find((one) => one.kind === "dm") : null;
  return { channel: (known ?? like ?? state.channels[0]).id, thread: known && thread };
}

/** What messages and forms act through. Made anew from the state of now. */
function desk() {
  const state = workspace.state;
  return {
    names: namesIn(state), now: new Date(state.now), commands: state.commands, shortcuts: state.shortcuts ?? [], drafts,
    me: workspace.me, react, tell, ask, upload, runShortcut, openThread: (ts) => (location.hash = `${placeNow(state).channel}/${ts}`),
  };
}

async function act(path, body, what) {
  clearNotices();
  const answer = await workspace.post(path, body);
  if (answer.ok === false && !answer.errors) notify(errorSentence(answer, what));
  await workspace.refresh();
  return answer;
}

const tell = (body) => act("click", body);
async function ask(body) {
  const answer = await workspace.post("suggest", body);
  if (answer.ok === false) notify(errorSentence(answer));
  return answer;
}

const upload = (file) => workspace.upload(file);
const runShortcut = (callback_id, channel, ts) => act("shortcut", { callback_id, channel, ts });
const react = (channel, ts, name) => act("react", { channel, ts, name });

async function move(to) {
  const { ok, now, sent } = await act("clock", { move: to }, word("the_clock"));
  if (!ok) return;
  const names = namesIn(workspace.state);
  const ways = sent.map((one) => ({ label: one.person ? names.user(one.person) : `#${names.channel(one.channel) ?? one.channel}`, detail: one.count > 1 ? word("count_messages", { n: one.count }) : null, run: () => visit(one) }));
  news.tell(word(to === "next" ? "on_day" : "until_day", { day: plainDay(new Date(now)), what: sentInWords(sent, names) }), ways);
}

/** Go to a conversation; to somebody's direct message as that person. */
async function visit({ channel, person }) {
  if (person) await become(person);
  location.hash = channel;
  conversation.toTheEnd();
}

function send(text, inThread) {
  if (!inThread) conversation.toTheEnd();
  const place = placeNow(workspace.state);
  const isCommand = text.startsWith("/") && !inThread;
  return act("send", { channel: place.channel, text: asSlackText(text, namesIn(workspace.state)), thread_ts: inThread ? place.thread : undefined }, isCommand ? text.split(/\s/)[0] : word("the_app"));
}

async function arrive() {
  const { id } = await act("newcomer", {});
  if (id) await become(id);
}

async function become(me) {
  await workspace.become(me);
  const query = new URLSearchParams(location.search);
  query.set("as", workspace.me);
  history.replaceState(null, "", `?${query}${location.hash}`);
  visitHome();
}

// Slack tells the app each time its home tab is opened.
function visitHome() {
  if (placeNow(workspace.state).home) act("home", {});
}

// What is on the screen has been read, if the window is being looked at.
async function markRead(state, place) {
  const channel = state.channels.find((one) => one.id === place.channel);
  if (!channel?.unread || document.hidden || reading) return;
  reading = true;
  await workspace.post("read", { channel: channel.id });
  reading = false;
  await workspace.refresh();
}

// Where there is a keyboard one can write at once; on a phone the keys would cover what one came to read.
function readyToWrite() {
  const place = placeNow(workspace.state);
  if (!place.home && !place.thread && !workspace.state.modal && matchMedia("(hover: hover)").matches) conversation.composer.field.focus({ preventScroll: true });
}

// The first sight of a workspace is its beginning; that it is another than before is said.
function begin({ run, now }) {
  const before = sessionStorage.getItem("run");
  if (before === run) return;
  sessionStorage.setItem("run", run);
  conversation.toTheStart();
  if (before) news.tell(word("restarted", { day: plainDay(new Date(now)) }));
}

const news = new News(element("news"));
const topbar = new Topbar(element("topbar"), { become, move, arrive });
const drawer = new Drawer(element("sidebar"), { curtain: element("curtain"), behind: [element("conversation"), element("thread")] });
const welcome = new Welcome({ run: (command) => send(command, false), move: topbar.move, become });
const conversation = new Conversation(element("conversation"), { desk, send: (text) => send(text, false), sidebar: drawer, welcome });
const thread = new Thread(element("thread"), { desk, send: (text) => send(text, true), close: () => (location.hash = placeNow(workspace.state).channel) });
const modal = new Modal(workspace, desk);

function draw() {
  const { state } = workspace;
  const place = placeNow(state);
  const now = desk();
  document.title = `${place.home ? word("home") : now.names.place(state.channels.find((one) => one.id === place.channel))} – ${state.team.name}`;
  topbar.draw(state, now.names);
  drawSidebar(element("sidebar"), state, now.names, place);
  conversation.draw(state, place, now);
  thread.draw(state, place, now);
  modal.show(state.modal);
  markRead(state, place);
  document.body.classList.add("ready");
  begin(state);
}

function connection(isThere) {
  element("connection").hidden = isThere;
  element("connection").textContent = isThere ? "" : word("lost_connection");
}

document.documentElement.lang = language;
element("sidebar").setAttribute("aria-label", word("workspace"));
element("loading").textContent = word("loading");
workspace.addEventListener("change", draw);
workspace.addEventListener("found", () => connection(true));
workspace.addEventListener("lost", () => connection(false));
window.addEventListener("hashchange", () => {
  drawer.close();
  if (!workspace.state) return;
  draw();
  visitHome();
  readyToWrite();
});
workspace.refresh().then(() => {
  if (!workspace.state) return;
  visitHome();
  readyToWrite();
});
workspace.listen();
