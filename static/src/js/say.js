/** Words for the reader: to the screen reader's live region, or as a toast with something to press. */

export function say(text) {
  const live = document.getElementById("live");
  if (!live) return;
  live.textContent = "";
  setTimeout(() => {
    live.textContent = text;
  }, 60);
}

export function passes(toast) {
  const leave = () => (toast.matches(":hover, :focus-within") ? setTimeout(leave, 3000) : toast.remove());
  setTimeout(leave, 8000);
}

export function toast(text, action, act) {
  const box = document.createElement("div");
  box.className = "toast";
  const words = document.createElement("p");
  words.textContent = text;
  box.append(words);
  if (action) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = action;
    button.addEventListener("click", () => {
      box.remove();
      act();
    });
    box.append(button);
  }
  document.querySelector("[data-notices]")?.append(box);
  passes(box);
  say(text);
}

export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");

/** The page's translated words, kept as JSON on an element. */
export const words = (element = document.body) => JSON.parse(element.dataset.words || "{}");

export const token = () => document.querySelector('meta[name="csrf-token"]')?.content ?? "";
