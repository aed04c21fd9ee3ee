/** Brings the post of the address into view, marks it and starts the keyboard there. */
export function place() {
  const posts = document.querySelector("[data-here]");
  const named = /^#post-\d+$/.test(location.hash);
  const number = posts?.dataset.here;
  const post = document.getElementById(named ? location.hash.slice(1) : `post-${number}`);
  if (!post || (!named && number === "1")) return;
  post.classList.add("is-target");
  post.tabIndex = -1;
  const [visit] = performance.getEntriesByType("navigation");
  if (visit?.type !== "navigate") return;
  if (!named) post.scrollIntoView();
  post.focus({ preventScroll: true });
}

/** Wide tables, code and hidden words are reached by the keyboard too. */
export function reach() {
  const wide = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
      else target.removeAttribute("tabindex");
    }
  });
  const look = () => {
    for (const hidden of document.querySelectorAll(".words span.spoiler")) hidden.tabIndex = 0;
    for (const element of document.querySelectorAll(".words :is(pre, table)")) wide.observe(element);
  };
  look();
  document.addEventListener("live:fresh", look);
}
