import { toast, token, words } from "./say.js";

/** Sends the token along, shows a refused form (422), and says in words when anything else goes wrong. */
export function fragments(htmx) {
  Object.assign(htmx.config, { history: "reload", mode: "same-origin", includeIndicatorCSS: false });
  document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
    if (ctx.request.method !== "GET") ctx.request.headers["X-CSRF-Token"] = token();
  });
  document.addEventListener("htmx:before:response", (event) => {
    const { status } = event.detail.ctx.response;
    if (status < 400 || status === 422) return;
    event.preventDefault();
    const text = words();
    toast(status === 429 ? text.fast : status === 403 || status === 401 ? text.closed : text.broken);
  });
  /* what live updates have drawn anew is as alive as what came with the page */
  document.addEventListener("live:fresh", () => htmx.process(document.body));
  let leaving = false; /* what is cut off by leaving the page is no failure to speak of */
  addEventListener("beforeunload", () => {
    leaving = true;
  });
  addEventListener("pageshow", () => {
    leaving = false;
  });
  document.addEventListener("htmx:error", () => leaving || toast(words().lost));
}
