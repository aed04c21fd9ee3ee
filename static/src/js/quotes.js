import { composerOf } from "./lazy.js";
import { fill, words } from "./say.js";

let pop;

const composer = () => [...document.querySelectorAll("[data-composer]")].at(-1);

/** The words of a selection that lies inside one post, else nothing. */
function selected() {
  const selection = getSelection();
  if (!selection?.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const node = range.commonAncestorContainer;
  const post = (node.nodeType === 1 ? node : node.parentElement).closest(".words")?.closest(".post");
  const text = selection.toString().trim();
  return post && text ? { post, text, range } : null;
}

function markdown(post, text) {
  const name = post.querySelector(".by-name")?.textContent.trim() ?? "";
  const link = post.querySelector(".by-when")?.getAttribute("href") ?? "";
  const said = fill(words().wrote, { name });
  const lines = text.split("\n").map((line) => `> ${line}`.trimEnd());
  return [`> [${said}](${link})`, ">", ...lines, "", ""].join("\n");
}

async function quote(post, text) {
  const form = composer();
  if (!form) return false;
  pop?.remove();
  const { insertBlock } = await composerOf(form);
  insertBlock(markdown(post, text));
  form.scrollIntoView({ block: "nearest" });
  return true;
}

function offer() {
  pop?.remove();
  const found = selected();
  if (!found || !composer()) return;
  pop = document.createElement("button");
  pop.type = "button";
  pop.className = "button small quote-pop";
  pop.textContent = words().quote;
  pop.addEventListener("pointerdown", (event) => event.preventDefault());
  pop.addEventListener("click", () => quote(found.post, found.text));
  const box = found.range.getBoundingClientRect();
  document.body.append(pop);
  const left = Math.min(Math.max(8, box.left + box.width / 2 - pop.offsetWidth / 2), innerWidth - pop.offsetWidth - 8);
  pop.style.insetInlineStart = "auto";
  pop.style.left = `${left + scrollX}px`;
  pop.style.top = `${box.bottom + scrollY + 8}px`;
}

/** Quotes what is selected, or a whole post, with a link back to it. */
export function quotes() {
  let waiting;
  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(offer, 250);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-quote]");
    const post = button?.closest(".post");
    if (!post || !composer()) return;
    event.preventDefault();
    const found = selected();
    /* innerText, not textContent: line breaks as they are seen become the lines of the quote */
    quote(post, found?.post === post ? found.text : post.querySelector(".words").innerText.trim());
  });
}
