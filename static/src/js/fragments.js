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
  document.addEventListener("htmx:error", () => toast(words().lost));
}
