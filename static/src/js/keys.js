import { remember, remembered } from "./cookie.js";

/**
 * Single keys from `data-hotkey` ("/", "g h"), j and k along lists, and the sheet that lists them.
 * They can be switched off, because speech and shaky hands type letters by accident (WCAG 2.1.4).
 */
let typed = "";
let since = 0;

const writing = (element) => element?.closest?.("input, textarea, select, [contenteditable=true]");
const reachable = (element) => !element.closest("[hidden], dialog:not([open])");

function press(element) {
  if (element.matches("input, textarea, select")) {
    element.focus();
    if (element.matches("input")) element.select();
  } else element.click();
}

/** Of several alike (a like under every post) the one in the current row, else the last outside of rows. */
function pick(keys) {
  const found = [...document.querySelectorAll("[data-hotkey]")].filter(
    (element) => element.dataset.hotkey === keys && reachable(element),
  );
  if (found.length < 2) return found[0];
  const row = document.activeElement?.closest("[data-hotkey-list] > *");
  return (
    found.find((element) => row?.contains(element)) ??
    found.findLast((element) => !element.closest("[data-hotkey-list]"))
  );
}

function walk(step) {
  const rows = [...document.querySelectorAll("[data-hotkey-list] > *")].filter((row) => row.querySelector("a"));
  if (!rows.length) return false;
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[at < 0 ? 0 : Math.min(Math.max(at + step, 0), rows.length - 1)];
  const post = next.querySelector(".post");
  if (post) post.tabIndex = -1;
  const target = post ?? next.querySelector("a");
  target.focus({ preventScroll: true });
  next.scrollIntoView({ block: post ? "start" : "nearest" });
  return true;
}

function pressed(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return;
  if (remembered("keys") === "off" || writing(event.target) || document.querySelector("dialog:modal")) return;
  const sequence = Date.now() - since < 1200 && typed ? `${typed} ${event.key}` : event.key;
  typed = event.key;
  since = Date.now();
  const element = pick(sequence) ?? pick(event.key);
  if (element) {
    typed = "";
    event.preventDefault();
    press(element);
  } else if (event.key === "j" || event.key === "k") {
    if (walk(event.key === "j" ? 1 : -1)) event.preventDefault();
  } else if (event.key === "o") {
    const link = document.activeElement?.closest("[data-hotkey-list] > *")?.querySelector("a");
    link?.click();
  }
}

function line(keys, text) {
  const row = document.createElement("div");
  const name = document.createElement("dt");
  name.textContent = text;
  const value = document.createElement("dd");
  for (const key of keys.split(" ")) {
    const cap = document.createElement("kbd");
    cap.textContent = key;
    value.append(cap);
  }
  row.append(name, value);
  return row;
}

function sheet(list) {
  const rows = new Map();
  for (const element of document.querySelectorAll("[data-hotkey]")) {
    const { hotkey, hotkeyLabel } = element.dataset;
    if (!rows.has(hotkey))
      rows.set(hotkey, hotkeyLabel || element.getAttribute("aria-label") || element.textContent.trim());
  }
  if (document.querySelector("[data-hotkey-list]")) rows.set("j k", list.dataset.walk).set("o", list.dataset.open);
  if (document.querySelector("[data-composer]"))
    rows.set("ctrl enter", list.dataset.send).set("ctrl shift p", list.dataset.look);
  list.replaceChildren(...[...rows].map(([keys, text]) => line(keys, text)));
}

export function keys() {
  document.addEventListener("keydown", pressed);
  const list = document.querySelector("[data-keys]");
  const off = document.querySelector("[data-keys-off]");
  if (!list || !off) return;
  list.closest("dialog").addEventListener("beforetoggle", () => sheet(list));
  off.checked = remembered("keys") === "off";
  off.addEventListener("change", () => remember("keys", off.checked ? "off" : "on"));
}
