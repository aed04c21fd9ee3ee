/** The bell: its sheet is fetched each time it is opened, and what the sheet says of the count is shown at once. */
export function bell(htmx) {
  const menu = document.getElementById("bell");
  if (!menu) return;
  menu.addEventListener("toggle", () => {
    if (menu.open) htmx.trigger(menu.querySelector(".bell-sheet"), "open");
  });
  document.addEventListener("htmx:after:swap", () => {
    const news = document.getElementById("bell-news");
    if (news) ring(news.dataset);
  });
  document.addEventListener("live:piece", ({ detail: { key, values } }) => {
    if (key !== "bell" || !values) return;
    ring(values);
    if (menu.open) htmx.trigger(menu.querySelector(".bell-sheet"), "open");
  });
}

/** Show how much is unread. */
function ring({ unseen, says }) {
  const summary = document.querySelector("#bell > summary");
  const count = summary.querySelector(".bell-count");
  count.hidden = !Number(unseen);
  count.textContent = unseen < 100 ? String(unseen) : "99+";
  summary.ariaLabel = says;
}
