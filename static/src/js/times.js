import { clock } from "./clock.js";

/** Turns the server's absolute times into the reader's own: "3 hr. ago", or a clock or a date in their zone. */
const lang = document.documentElement.lang || undefined;
const relative = new Intl.RelativeTimeFormat(lang, { numeric: "auto", style: "short" });
const full = new Intl.DateTimeFormat(lang, { dateStyle: "full", timeStyle: "short" });
const day = new Intl.DateTimeFormat(lang, { day: "numeric", month: "short" });
const year = new Intl.DateTimeFormat(lang, { day: "numeric", month: "short", year: "numeric" });

const date = (moment) => (moment.getFullYear() === new Date().getFullYear() ? day : year).format(moment);

export function ago(moment, now = Date.now()) {
  const seconds = Math.round((moment - now) / 1000);
  const past = Math.abs(seconds);
  if (past < 45) return relative.format(0, "second");
  if (past < 3570) return relative.format(Math.round(seconds / 60), "minute");
  if (past < 84600) return relative.format(Math.round(seconds / 3600), "hour");
  if (past < 604800) return relative.format(Math.round(seconds / 86400), "day");
  return date(moment);
}

const styles = { relative: ago, clock, date };

function tell(root = document) {
  for (const element of root.querySelectorAll("time[datetime]")) {
    const moment = new Date(element.dateTime);
    if (Number.isNaN(+moment)) continue;
    const text = (styles[element.dataset.when] ?? ago)(moment);
    if (element.textContent !== text) element.textContent = text;
    if (!element.title) element.title = full.format(moment);
  }
}

export function times() {
  tell();
  setInterval(() => document.hidden || tell(), 60000);
  for (const event of ["htmx:after:swap", "live:fresh"]) document.addEventListener(event, () => tell());
}
