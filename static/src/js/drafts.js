import { clock } from "./clock.js";
import { fill, say, token } from "./say.js";

/**
 * Keeps what is typed: on this device at once, on the server two seconds after the last key.
 * `seen` is the moment of the copy we know; the server answers 409 when another device was later.
 */
export function drafts({ form, area, words, state }) {
  const { place } = form.dataset;
  const key = `draft:${place}`;
  const title = form.elements.namedItem("title");
  let seen = form.dataset.draft ?? "";
  let saved = area.value;
  let waiting;
  let sent = false;

  const local = () => JSON.parse(localStorage.getItem(key) ?? "null");
  const fields = () => ({ source: area.value, title: title?.value ?? "" });
  const tell = (text) => {
    state.textContent = text;
  };

  function choice(text, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    button.addEventListener("click", act);
    return button;
  }

  function conflict(theirs) {
    state.textContent = `${words.conflict} `;
    state.append(
      choice(words.theirs, () => {
        area.value = theirs.source;
        if (title && theirs.title) title.value = theirs.title;
        seen = theirs.saved_at;
        area.dispatchEvent(new Event("input", { bubbles: true }));
      }),
      choice(words.mine, () => {
        seen = theirs.saved_at;
        save();
      }),
    );
    say(words.conflict);
  }

  async function save(keepalive = false) {
    clearTimeout(waiting);
    const body = new URLSearchParams({ ...fields(), seen });
    try {
      const headers = { "X-CSRF-Token": token(), Accept: "application/json" };
      const answer = await fetch(`/drafts/${place}`, { method: "PUT", headers, body, keepalive });
      const reply = await answer.json();
      if (answer.status === 409) return conflict(reply);
      if (!answer.ok) throw new Error(reply.error);
      seen = reply.saved_at;
      saved = area.value;
      tell(fill(words.saved, { time: clock(new Date(reply.saved_at)) }));
    } catch {
      tell(words.kept);
    }
  }

  function typed() {
    localStorage.setItem(key, JSON.stringify({ ...fields(), at: new Date().toISOString() }));
    clearTimeout(waiting);
    waiting = setTimeout(save, 2000);
  }

  function restore() {
    const mine = local();
    if (mine?.sent) return localStorage.removeItem(key);
    if (!mine?.source || mine.source === area.value || (seen && mine.at < seen)) return;
    if (area.value !== area.defaultValue || (area.value && !seen)) return;
    area.value = mine.source;
    if (title && mine.title && !title.value) title.value = mine.title;
    tell(fill(words.restored, { time: clock(new Date(mine.at)) }));
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  restore();
  area.addEventListener("input", typed);
  title?.addEventListener("input", typed);
  if (area.value !== area.defaultValue) typed();
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && !sent && area.value !== saved) save(true);
  });
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (!navigator.onLine) {
      event.preventDefault();
      tell(words.kept);
      say(words.kept);
      return;
    }
    sent = true;
    clearTimeout(waiting);
    localStorage.setItem(key, JSON.stringify({ ...fields(), sent: true }));
  });
}
