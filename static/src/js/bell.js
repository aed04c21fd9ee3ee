/** The bell: its sheet is fetched each time it is opened, and what the sheet says of the count is shown at once. */
export function bell(htmx) {
  const menu = document.getElementById("bell");
  if (!menu) return;
  menu.addEventListener("toggle", () => {
    if (menu.open) htmx.trigger(menu.querySelector(".bell-sheet"), "open");
  });
  document.addEventListener("htmx:after:swap", () => {
    const news = document.getElementById("bell-news");
    if (news) ring(Number(news.dataset.unseen));
  });
}

/** Show how much is unread. */
export function ring(unseen) {
  const count = document.querySelector("#bell .bell-count");
  if (!count) return;
  count.hidden = !unseen;
  count.textContent = unseen < 100 ? String(unseen) : "99+";
}
