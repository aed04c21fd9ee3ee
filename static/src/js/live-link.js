import { Line } from "./live-line.js";
import { token } from "./say.js";

/**
 * Keeps the page in touch: a socket while one can be had, the catch-up address now and then where none can. Comes back
 * after a random while, so that thousands who lost the house at once do not all knock at once.
 */
const RESTARTING = 1012;
const SOMEBODY_ELSE = 4000;
const TOO_MANY = 4001;
const REFUSED = 4403;
const POLL = [5_000, 10_000];
const TRY_SOCKET_AGAIN = 60_000;
const HIDDEN_LONG = 300_000;

const between = (least, most) => least + Math.random() * (most - least);
const shown = () => document.visibilityState === "visible";

export class Link {
  #line;
  #open = false;
  #everOpen = false; /* where no socket ever came about, none will soon */
  #misses = 0;
  #timer;
  #poll;
  #resting;

  /** `joins` lists what to follow, `took` takes the answers, `heard` events; `ended` is told that we may not come. */
  constructor({ joins, took, heard, ended }) {
    Object.assign(this, { joins, took, heard, ended });
    document.addEventListener("visibilitychange", () => (shown() ? this.#wake() : this.#rest()));
    addEventListener("online", () => this.#wake());
    addEventListener("pageshow", (event) => event.persisted && this.#wake());
    this.#connect();
  }

  get open() {
    return this.#open;
  }

  tell(event, words) {
    if (this.#open) this.#line.tell(event, words);
  }

  /** Asks the address instead of the socket. */
  async fetch(join, all = false) {
    const asked = new URLSearchParams(all ? { ...join, after: "" } : join);
    const answer = await fetch(`/live?${asked}`, { headers: { Accept: "application/json" } });
    if (answer.status === 404) return this.took(join, { gone: true }, all);
    if (answer.ok) this.took(join, await answer.json(), all);
  }

  #connect() {
    clearTimeout(this.#timer);
    this.#line?.close();
    this.#line = new Line({
      greeting: { token: token() },
      opened: (line) => this.#opened(line),
      heard: (event, words) => this.heard(event, words),
      ended: (code) => this.#ended(code),
    });
  }

  #opened(line) {
    this.#open = this.#everOpen = true;
    this.#misses = 0;
    clearTimeout(this.#poll);
    for (const join of this.joins()) {
      line.ask("join", join).then(
        (answer) => this.took(join, answer),
        () => {},
      );
    }
  }

  #ended(code) {
    const had = this.#open;
    this.#open = false;
    clearTimeout(this.#timer);
    if (code === REFUSED) return this.ended();
    if (code === TOO_MANY) return;
    if (!had) this.#misses++;
    const most = code === RESTARTING ? 10_000 : had ? 4_000 : Math.min(30_000, 1_000 * 2 ** this.#misses);
    const wait =
      this.#misses > 2 && !this.#everOpen ? TRY_SOCKET_AGAIN : between(code === SOMEBODY_ELSE ? 0 : 200, most);
    this.#timer = setTimeout(() => this.#connect(), wait);
    this.#ask();
  }

  /** While there is no socket: asks, and again after a while that grows, as long as somebody looks. */
  #ask(times = 0) {
    clearTimeout(this.#poll);
    if (this.#open || this.#misses < 2) return;
    this.#poll = setTimeout(
      () => {
        if (!shown() || this.#open) return;
        for (const join of this.joins()) this.fetch(join).catch(() => {});
        this.#ask(times + 1);
      },
      times ? Math.min(between(...POLL) * (1 + times / 20), 30_000) : 0,
    );
  }

  /** A page that nobody looks at gives its socket up after a while. */
  #rest() {
    this.#resting = setTimeout(() => {
      clearTimeout(this.#timer);
      this.#open = false;
      this.#line.close();
      clearTimeout(this.#timer);
    }, HIDDEN_LONG);
  }

  /** After sleep, or when the network is back: a socket that looks open may be dead, so everything is asked anew. */
  #wake() {
    clearTimeout(this.#resting);
    if (this.#open) {
      for (const join of this.joins()) this.fetch(join).catch(() => {});
    } else if (this.#misses > 2 && !this.#everOpen) this.#ask();
    else this.#connect();
  }
}
