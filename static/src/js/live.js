/** Lets an open page follow what happens. Loaded after the first paint; without it the page waits for a reload. */
import { Company } from "./live-company.js";
import { Link } from "./live-link.js";
import { List } from "./live-list.js";
import { Known } from "./live-merge.js";
import { Mine } from "./live-mine.js";
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
  const view = live.startsWith("thread") ? new Thread(page, words, () => refresh(live)) : new List(page, words);
  follow(live, at, view, { page: livePage, floor: Number(liveVersion) });
}
if (liveMe) follow(liveMe, liveAt, new Mine());

const joins = () => [...followed].map(([channel, { page, known }]) => ({ channel, page, after: known.at }));

function refresh(channel, all = true) {
  const join = joins().find((one) => one.channel === channel);
  if (join) link.fetch(join, all).catch(() => {});
}

function take(channel, frame, all = false) {
  const entry = followed.get(channel);
  const news = entry?.known.accept(frame, all) ?? [];
  if (news.length) entry.view.show(news, all || frame.alone);
}

function took({ channel }, answer, all) {
  if (answer.gone) followed.delete(channel);
  else if (answer.reload) toast(words.old ?? "", words.reload, () => location.reload());
  else take(channel, { alone: true, ...answer }, all);
}

const company = page && new Company(page, words, (event) => link.tell(event, { channel: page.dataset.live }));

const heard = {
  pieces: (frame) => take(frame.channel, frame),
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
  ended: () => toast(read().ended ?? words.ended),
});
