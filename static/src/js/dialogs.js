/** Dialogs and menus: opened by what points at them, closed by Escape or a click beside them. */
function clicked(event) {
  const opener = event.target.closest("[data-opens]");
  const dialog = opener && document.getElementById(opener.dataset.opens);
  if (dialog?.showModal) {
    event.preventDefault();
    dialog.showModal();
  } else if (event.target.matches("dialog[open]")) event.target.close();
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target) || event.target.closest(".menu-sheet:not([data-stays])")) menu.open = false;
  }
}

function escaped(event) {
  if (event.key !== "Escape") return;
  const menu = document.activeElement?.closest("details.menu[open]") ?? document.querySelector("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
}

export function dialogs() {
  document.addEventListener("click", clicked);
  document.addEventListener("keydown", escaped);
}
