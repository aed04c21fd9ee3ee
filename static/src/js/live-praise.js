import { toast } from "./say.js";

/** What somebody earned, said once and quietly; the page is left alone. */
export function praise() {
  document.addEventListener("live:piece", ({ detail: { key, values } }) => {
    if (key === "praise") toast(values.say, values.see, () => location.assign(values.address));
  });
}
