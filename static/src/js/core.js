/** What every reader gets. The page works without it. */
import { cards } from "./cards.js";
import { dialogs } from "./dialogs.js";
import { guard } from "./guard.js";
import { keys } from "./keys.js";
import { place, reach } from "./place.js";
import { passes, say } from "./say.js";
import { theme } from "./theme.js";
import { times } from "./times.js";

times();
theme();
keys();
guard();
dialogs();
place();
reach();
cards();
document.querySelector("[data-focus]")?.focus();
for (const toast of document.querySelectorAll("[data-passing]")) {
  say(toast.textContent.trim());
  passes(toast);
}

/* once the page is painted it may follow what happens; pages on which nothing moves need not */
if (document.querySelector("[data-live]") || document.querySelector('meta[name="csrf-token"]')) {
  const { liveSrc } = document.body.dataset;
  const begin = () => import(liveSrc);
  if (window.requestIdleCallback) requestIdleCallback(begin, { timeout: 2000 });
  else setTimeout(begin, 200);
}
