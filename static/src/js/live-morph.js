/**
 * Makes an element look like a fresh drawing of it and leaves alone what need not change, so that focus, selection
 * and open menus stay. Attributes that scripts have added stay too.
 */
export function morph(old, fresh) {
  if (old.isEqualNode(fresh)) return;
  if (old.nodeName !== fresh.nodeName || (fresh.id && old.id && old.id !== fresh.id)) {
    old.replaceWith(fresh);
    return;
  }
  if (old.nodeType !== Node.ELEMENT_NODE) {
    old.nodeValue = fresh.nodeValue;
    return;
  }
  const target = old.classList.contains("is-target");
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  if (target) old.classList.add("is-target");
  const [before, after] = [[...old.childNodes], [...fresh.childNodes]];
  for (const [index, node] of after.entries()) {
    if (index < before.length) morph(before[index], node);
    else old.append(node);
  }
  for (const node of before.slice(after.length)) node.remove();
}

/** Reads a drawing; templates do not run what is in them. */
export function read(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

/** Changes the page above or below of where somebody types without moving that from under their eyes. */
export function steadily(change) {
  const held = document.activeElement?.closest("textarea, input, [contenteditable]");
  const before = held?.getBoundingClientRect().top;
  document.documentElement.classList.toggle("is-steady", Boolean(held));
  change();
  if (held?.isConnected) scrollBy({ top: held.getBoundingClientRect().top - before, behavior: "instant" });
  requestAnimationFrame(() => document.documentElement.classList.remove("is-steady"));
}
