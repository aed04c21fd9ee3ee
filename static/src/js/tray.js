import { fill, say } from "./say.js";
import { describe } from "./upload.js";

let serial = 0;

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

function press(text, act) {
  const button = make("button", "button line small", text);
  button.type = "button";
  button.addEventListener("click", act);
  return button;
}

/** What it shows, or that it only decorates. */
function questions(words, changed) {
  const id = `picture-${++serial}`;
  const box = make("div", "tray-fields field");
  const label = make("label", "field-label", words.alt);
  label.htmlFor = id;
  const alt = make("input");
  Object.assign(alt, { id, type: "text", maxLength: 500, autocomplete: "off" });
  const note = make("p", "field-help", words.alt_help);
  note.id = `${id}-note`;
  alt.setAttribute("aria-describedby", note.id);
  const row = make("div", "check");
  const plain = make("input");
  Object.assign(plain, { id: `${id}-plain`, type: "checkbox" });
  const plainLabel = make("label", "", words.decorative);
  plainLabel.htmlFor = plain.id;
  row.append(plain, plainLabel);
  box.append(label, alt, note, row);
  const tell = () => {
    alt.disabled = plain.checked;
    alt.ariaInvalid = null;
    changed(plain.checked ? "" : alt.value.trim(), plain.checked);
  };
  alt.addEventListener("change", tell);
  plain.addEventListener("change", tell);
  alt.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    tell();
  });
  return { box, alt, plain };
}

/** One picture of the tray and its life: sending, failed, arrived. */
export function trayItem(file, words, { described, gone, retry }) {
  const element = make("li", "tray-item");
  const thumb = make("canvas", "tray-thumb");
  /* drawn, because the content policy lets no image come from a blob: address */
  createImageBitmap(file, { resizeHeight: 128 }).then((small) => {
    thumb.getContext("bitmaprenderer").transferFromImageBitmap(small);
  }, Boolean);
  const name = make("p", "tray-name", file.name);
  const note = make("span", "tray-note");
  name.append(" ", note);
  const bar = make("progress", "bar");
  bar.max = 1;
  bar.setAttribute("aria-label", fill(words.uploading, { name: file.name }));
  const row = make("div", "row");
  let key = null;
  let running = null;
  const ask = questions(words, (alt, decorative) => {
    if (!key) return;
    described(key, alt);
    describe(key, alt, decorative).catch(() => {});
  });
  element.append(thumb, name);

  function leave() {
    running?.cancel();
    element.remove();
    gone(key);
  }

  return {
    element,
    alt: () => (ask.plain.checked ? "" : ask.alt.value),
    open: () => !element.classList.contains("is-failed") && (!key || !(ask.alt.value.trim() || ask.plain.checked)),
    progress: (share) => {
      bar.value = share;
    },
    sending(promise) {
      running = promise;
      element.classList.remove("is-failed");
      note.textContent = "";
      row.replaceChildren(press(words.cancel, leave));
      element.append(bar, ask.box, row);
      say(fill(words.uploading, { name: file.name }));
    },
    arrived(picture) {
      key = picture.key;
      running = null;
      bar.remove();
      row.replaceChildren(press(fill(words.remove, { name: file.name }), leave));
      say(fill(words.uploaded, { name: file.name }));
      if (ask.alt.value.trim() || ask.plain.checked) describe(key, this.alt(), ask.plain.checked).catch(() => {});
    },
    ask: () => ask.alt.value || ask.alt.focus(),
    failed({ kind, error }) {
      if (kind === "cancelled") return;
      running = null;
      element.classList.add("is-failed");
      note.textContent = error || fill(words[kind] ?? words.failed, { name: file.name });
      bar.remove();
      const again = kind === "not_picture" ? [] : [press(words.retry, retry)];
      row.replaceChildren(...again, press(words.cancel, leave));
      element.append(row);
      say(note.textContent);
    },
    complain() {
      if (!key) return words.waiting;
      ask.alt.ariaInvalid = "true";
      ask.alt.focus();
      return words.alt_missing;
    },
  };
}
