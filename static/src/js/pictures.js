import { say } from "./say.js";
import { trayItem } from "./tray.js";
import { upload } from "./upload.js";

const quoted = (alt) =>
  alt
    .replace(/[\\[\]]/g, "\\$&")
    .replace(/\s+/g, " ")
    .trim();
const mention = (key) => new RegExp(`!\\[(?:\\\\.|[^\\]\\\\])*\\]\\(picture:${key}\\)`);

/** Pictures dropped, pasted or chosen: uploaded with progress, each asked what it shows. */
export function pictures(kit) {
  const { form, area, words } = kit;
  const tray = form.querySelector("[data-tray]");
  const items = new Set();

  function add(file) {
    const item = trayItem(file, words, {
      described(key, alt) {
        kit.replace(mention(key), `![${quoted(alt)}](picture:${key})`);
      },
      gone(key) {
        items.delete(item);
        if (key) kit.replace(new RegExp(`\\n*${mention(key).source}`), "");
        area.focus();
      },
      retry: start,
    });
    function start() {
      const sending = upload(file, item.progress);
      item.sending(sending);
      sending.then((picture) => {
        item.arrived(picture);
        kit.insertBlock(`![${quoted(item.alt())}](picture:${picture.key})\n`);
        item.ask();
      }, item.failed);
    }
    items.add(item);
    tray.append(item.element);
    if (file.type.startsWith("image/")) start();
    else item.failed({ kind: "not_picture" });
  }

  form.addEventListener("file-attachment-accepted", ({ detail }) => {
    for (const { file } of detail.attachments) add(file);
  });
  form
    .querySelector("[data-choose]")
    ?.addEventListener("click", () => form.querySelector('input[type="file"]').click());
  form.addEventListener("submit", (event) => {
    const open = [...items].find((item) => item.open());
    if (!open) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    say(open.complain());
  });
}
