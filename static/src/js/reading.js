import { token } from "./say.js";

/** Tells the server how far one has read: the last post that was seen, when the page is left or rests. */
export function reading() {
  const posts = document.querySelector("#posts[data-thread]");
  if (!posts) return;
  let seen = 0;
  let told = 0;
  let resting;

  function tell() {
    clearTimeout(resting);
    if (seen <= told) return;
    told = seen;
    fetch(`/threads/${posts.dataset.thread}/reading`, {
      method: "POST",
      keepalive: true,
      headers: { "X-CSRF-Token": token() },
      body: new URLSearchParams({ number: String(seen) }),
    }).catch(() => {
      told = 0;
    });
  }

  const watcher = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (isIntersecting) seen = Math.max(seen, Number(target.id.slice(5)));
    }
    clearTimeout(resting);
    resting = setTimeout(tell, 1500);
  });
  const watch = () => {
    for (const post of posts.querySelectorAll(".post")) watcher.observe(post);
  };
  watch();
  document.addEventListener("live:fresh", watch);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && tell());
}
