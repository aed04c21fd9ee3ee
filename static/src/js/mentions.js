const option = (name, title) => {
  const row = document.createElement("li");
  row.role = "option";
  row.dataset.value = name;
  row.textContent = name;
  if (title) {
    const small = document.createElement("small");
    small.textContent = ` ${title}`;
    row.append(small);
  }
  return row;
};

async function names(text, label) {
  const list = document.createElement("ul");
  list.role = "listbox";
  list.className = "suggestions";
  list.ariaLabel = label;
  try {
    const answer = await fetch(`/members/names?q=${encodeURIComponent(text)}`, {
      headers: { Accept: "application/json" },
    });
    const people = answer.ok ? await answer.json() : [];
    list.append(...people.map((person) => option(person.name, person.title)));
  } catch {
    /* no suggestions is answer enough: the name can be typed */
  }
  return { matched: list.childElementCount > 0, fragment: list };
}

/** Offers members' names after an @. */
export function mentions({ form, area, words }) {
  const expander = form.querySelector("text-expander");
  let latest;
  expander?.addEventListener("text-expander-change", ({ detail: { key, provide, text } }) => {
    if (key !== "@" || !text.length) return;
    const mine = names(text, words.members);
    latest = mine;
    provide(mine.then((list) => (mine === latest ? list : latest))); /* answers may overtake each other */
  });
  /* a textarea may not be called a combobox: it stays a text field whose list has an active row */
  expander?.addEventListener("text-expander-activate", () =>
    setTimeout(() => {
      area.removeAttribute("role");
      area.removeAttribute("aria-expanded");
    }),
  );
  expander?.addEventListener("text-expander-value", ({ detail }) => {
    if (detail.key === "@") detail.value = `@${detail.item.dataset.value}`;
  });
}
