/** A form is sent once: a second click while the answer is on its way does nothing. */
const release = (form) => {
  delete form.dataset.sent;
  for (const button of document.querySelectorAll('[aria-busy="true"][data-held]')) {
    button.disabled = false;
    button.removeAttribute("aria-busy");
    delete button.dataset.held;
  }
};

function hold(event) {
  const form = event.target;
  const method = event.submitter?.getAttribute("formmethod") ?? form.getAttribute("method") ?? "get";
  if (event.defaultPrevented || method.toLowerCase() !== "post" || "again" in form.dataset) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  /* after the browser has read the form, or the button's own name and value would be lost */
  setTimeout(() => {
    if (!event.submitter) return;
    event.submitter.disabled = true;
    event.submitter.dataset.held = "";
    event.submitter.setAttribute("aria-busy", "true");
  });
  setTimeout(release, 10000, form);
}

export function guard() {
  document.addEventListener("submit", hold);
  addEventListener("pageshow", (event) => {
    if (event.persisted) for (const form of document.forms) release(form);
  });
}
