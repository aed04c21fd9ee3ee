import { Mine } from "./live-mine.js";

/** The moderators' queue: drawn alike for whatever case is open, so the open one is marked here. */
export class Queue extends Mine {
  show(pieces) {
    super.show(pieces);
    const open = document.querySelector("[data-case]")?.dataset.case;
    const link = open && document.querySelector(`#queue-list a[href^="/moderation/cases/${open}"]`);
    link?.setAttribute("aria-current", "true");
    document.dispatchEvent(new CustomEvent("live:fresh"));
  }
}
