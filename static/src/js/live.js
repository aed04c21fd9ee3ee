/** Lets an open page follow what happens. Loaded after the first paint; without it the page waits for a reload. */
import { Company } from "./live-company.js";
import { Link } from "./live-link.js";
import { List } from "./live-list.js";
import { Known } from "./live-merge.js";
import { Mine } from "./live-mine.js";
import { praise } from "./live-praise.js";
import { Queue } from "./live-queue.js";
import { Thread } from "./live-thread.js";
import { words as read, toast } from "./say.js";

const page = document.querySelector("[data-live]");
const { liveMe, liveAt } = document.body.dataset;
const words = page ? read(page) : {};
const followed = new Map();

function follow(channel, at, view, { page = "", floor = -1 } = {}) {
  followed.set(channel, { page, view, known: new Known(Number(at), floor) });
}

if (page) {
  const { live, livePage, liveAt: at, liveVersion = "-1" } = page.dataset;
  const views = {
    thread: () => new Thread(page, words, () => refresh(live)),
    queue: () => new Queue(),
    kudos: () => new Mine(),
    board: () => new Mine(),
  };
  const view = views[live.split(":")[0]]?.() ?? new List(page, words);
  follow(live, at, view, { page: livePage, floor: Number(liveVersion) });
}
if (liveMe) {
  follow(liveMe, liveAt, new Mine());
  praise();
}

const tickets = new WeakMap();

/** What to ask of a channel, from where we are in it. */
function join(channel) {
  const { page, known } = followed.get(channel);
  const asked = { channel, page, after: known.at };
  tickets.set(asked, known.ask());
  return asked;
}

const joins = () => [...followed.keys()].map(join);

function refresh(channel, all = true) {
  if (followed.has(channel)) link.fetch(join(channel), all).catch(() => {});
}

function heardOf({ channel, ...frame }) {
  const entry = followed.get(channel);
  const news = entry?.known.accept(frame) ?? [];
  if (news.length) entry.view.show(news, false);
}

function took(asked, answer, all) {
  const entry = followed.get(asked.channel);
  if (!entry || answer.gone || answer.error) followed.delete(asked.channel);
  else if (answer.reload) toast(words.old ?? read().broken, words.reload ?? read().again, () => location.reload());
  else {
    const news = entry.known.answer(tickets.get(asked), answer, all);
    if (news.length) entry.view.show(news, true);
  }
}

const company = page && new Company(page, words, (event) => link.tell(event, { channel: page.dataset.live }));

const heard = {
  pieces: heardOf,
  at: ({ at }) => {
    for (const { known } of followed.values()) known.accept({ at });
  },
  gone: ({ channel }) => followed.delete(channel),
  behind: ({ channel, all = false, now = false }) => setTimeout(refresh, now ? 0 : Math.random() * 1000, channel, all),
  here: ({ html }) => company?.here(html),
  typing: ({ name }) => company?.typing(name),
};

const link = new Link({
  joins,
  took,
  heard: (event, frame) => heard[event]?.(frame),
  ended: () => toast(read().ended),
});
