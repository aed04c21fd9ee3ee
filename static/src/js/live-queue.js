import { Mine } from "./live-mine.js";

/** The moderators' queue: drawn alike for whatever case is open, so the open one is marked here. */
export class Queue extends Mine {
  show(pieces) {
    super.show(pieces);
    const open = document.querySelector("[data-case]")?.dataset.case;
    for (const link of document.querySelectorAll("#queue-list .case-title")) {
      if (link.pathname === `/moderation/cases/${open}`) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    document.dispatchEvent(new CustomEvent("live:fresh"));
  }
}
