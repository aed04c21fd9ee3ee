/** Fetches the composer's script when somebody turns to a composer, not before. */
let loading;

const load = () => {
  loading ??= import(document.body.dataset.composerSrc);
  return loading;
};

export async function composerOf(form) {
  const { enhance } = await load();
  return enhance(form);
}

export function lazyComposer() {
  const wake = (event) => {
    const form = event.target.closest?.("[data-composer]");
    if (form && !form.classList.contains("is-ready")) composerOf(form);
  };
  for (const type of ["focusin", "pointerover", "dragenter"]) document.addEventListener(type, wake);
  /* a tool that was pressed before the script came is pressed again when it is there */
  document.addEventListener("click", ({ target }) => {
    const tool = target.closest(
      ".composer:not(.is-ready) .composer-bar [role], .composer:not(.is-ready) [data-choose]",
    );
    if (tool) composerOf(tool.closest("form")).then(() => tool.click());
  });
  /* and so is a shortcut */
  document.addEventListener("keydown", (event) => {
    const form = event.target.closest?.(".composer:not(.is-ready)");
    if (!form || !(event.ctrlKey || event.metaKey) || !/^(enter|p)$/i.test(event.key)) return;
    event.preventDefault();
    composerOf(form).then(() => event.target.dispatchEvent(new KeyboardEvent("keydown", event)));
  });
  const focused = document.activeElement?.closest("[data-composer]");
  if (focused) composerOf(focused);
  for (const form of document.querySelectorAll("[data-composer]")) {
    if (form.querySelector("textarea")?.value || localStorage.getItem(`draft:${form.dataset.place}`)) composerOf(form);
  }
}
