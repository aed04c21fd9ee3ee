/** Lets an open page follow what happens. Loaded after the first paint; without it the page waits for a reload. */
import { Link } from "./live-link.js";
import { Known } from "./live-merge.js";
import { Posts } from "./live-posts.js";
import { fill, words as read, say, toast } from "./say.js";

const element = document.querySelector("[data-live]");
const words = element ? read(element) : {};
const followed = new Map();
let told = 0;

if (element) {
  const { live, livePage, liveAt, liveVersion } = element.dataset;
  followed.set(live, {
    page: livePage,
    known: new Known(Number(liveAt), Number(liveVersion ?? -1)),
    view: new Posts(element, words),
  });
}

const joins = () => [...followed].map(([channel, { page, known }]) => ({ channel, page, after: known.at }));

function announce(added) {
  if (!added.length) return;
  document.dispatchEvent(new CustomEvent("live:fresh", { detail: added }));
  if (Date.now() - told < 4000) return;
  told = Date.now();
  const name = added[0].querySelector(".by-name")?.textContent.trim();
  say(added.length === 1 && name ? fill(words.one, { name }) : fill(words.more, { count: added.length }));
}

function take(channel, frame, all = false) {
  const entry = followed.get(channel);
  if (!entry) return;
  const news = entry.known.accept(frame, all);
  if (news.length) announce(entry.view.show(news, all || frame.alone));
}

function took({ channel }, answer, all) {
  if (answer.gone) followed.delete(channel);
  else if (answer.reload) toast(words.old, words.reload, () => location.reload());
  else take(channel, { alone: true, ...answer }, all);
}

const heard = {
  pieces: (frame) => take(frame.channel, frame),
  at: ({ at }) => {
    for (const { known } of followed.values()) known.accept({ at });
  },
  gone: ({ channel }) => followed.delete(channel),
  behind: ({ channel, all }) => {
    const [join] = joins().filter((one) => one.channel === channel);
    if (join) setTimeout(() => link.fetch(join, all).catch(() => {}), Math.random() * 1000);
  },
};

const link = new Link({
  joins,
  took,
  heard: (event, frame) => heard[event]?.(frame),
  ended: () => toast(words.ended),
});
