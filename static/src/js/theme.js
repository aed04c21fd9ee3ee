import { remember } from "./cookie.js";

/** Switches light and dark at once; the cookie lets the server draw the next page right from the start. */
export function theme() {
  document.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-theme-choice]");
    if (!choice) return;
    const value = choice.dataset.themeChoice;
    document.documentElement.dataset.theme = value;
    remember("theme", value);
    for (const each of document.querySelectorAll("[data-theme-choice]")) {
      each.setAttribute("aria-pressed", String(each.dataset.themeChoice === value));
    }
  });
}
