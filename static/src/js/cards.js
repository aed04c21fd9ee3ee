/** A small card of a member beside their name: by mouse and by keyboard, never by touch; Escape puts it away. */
const PERSON = /^\/u\/[^/?#]+$/;
const WAIT = 350; /* long enough that a pointer passing by asks for nothing */
const LEAVE = 250; /* long enough to move onto the card */

export function cards() {
  const known = new Map();
  let card = null;
  let link = null;
  let timer = 0;
  let focused = false; /* what the keyboard opened stays while it is there */

  const personOf = (target) => {
    const found = target instanceof Element ? target.closest('main a[href^="/u/"]') : null;
    return found && PERSON.test(found.getAttribute("href")) && found.pathname !== location.pathname ? found : null;
  };

  const load = (address) => {
    if (!known.has(address)) {
      const asked = fetch(`${address}/card`, { headers: { Accept: "text/html" } })
        .then((answer) => (answer.ok ? answer.text() : ""))
        .catch(() => "");
      known.set(address, asked);
      asked.then((html) => html || known.delete(address));
    }
    return known.get(address);
  };

  const hide = () => {
    clearTimeout(timer);
    link?.removeAttribute("aria-describedby");
    card?.remove();
    card = link = null;
    focused = false;
  };

  const place = () => {
    const at = link.getBoundingClientRect();
    const below = at.bottom + card.offsetHeight + 8 < innerHeight;
    const top = below ? at.bottom + 4 : Math.max(8, at.top - card.offsetHeight - 4);
    const left = Math.max(8, Math.min(at.left, innerWidth - card.offsetWidth - 8));
    Object.assign(card.style, { top: `${top}px`, left: `${left}px` });
  };

  const show = async (wanted) => {
    hide();
    link = wanted;
    const html = await load(wanted.pathname);
    if (link !== wanted || !html || !wanted.isConnected) return;
    card = document.createElement("div");
    card.className = "person-card";
    card.id = "person-card";
    card.setAttribute("role", "tooltip");
    card.innerHTML = html; /* our own fragment, from our own address */
    document.body.append(card);
    wanted.setAttribute("aria-describedby", card.id);
    place();
  };

  const later = (wanted, byKeyboard) => {
    clearTimeout(timer);
    if (wanted === link) return;
    timer = setTimeout(() => {
      show(wanted);
      focused = byKeyboard;
    }, WAIT);
  };
  const leave = () => {
    clearTimeout(timer);
    timer = setTimeout(hide, LEAVE);
  };

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const wanted = personOf(event.target);
    if (wanted) later(wanted, false);
    else if (focused) return;
    else if (card?.contains(event.target)) clearTimeout(timer);
    else if (link || timer) leave();
  });
  document.addEventListener("focusin", (event) => {
    const wanted = personOf(event.target);
    if (wanted?.matches(":focus-visible")) later(wanted, true);
    else if (link) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && link) hide();
  });
  document.addEventListener("scroll", () => link && hide(), { passive: true });
  document.addEventListener("click", hide);
}
