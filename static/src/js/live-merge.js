/**
 * What a page knows of a channel: how far it has got, and the version of each piece that it shows. Frames may come
 * late, twice or out of order, by socket or by catching up: each version of a piece is shown at most once, and never
 * an older one after a newer one. Loose pieces have the moment of their drawing for a version, and may be shown again.
 *
 * While the page has asked for what it lacks, frames do not move its cursor: were the answer lost, it would never ask
 * again for what came before them.
 */
export class Known {
  #versions = new Map();
  #asked = 0;
  #answered = 0;

  constructor(at = 0, floor = -1) {
    this.at = at;
    this.floor = floor;
  }

  /** Notes that something is asked; gives the ticket to show with the answer. */
  ask() {
    return ++this.#asked;
  }

  /** Takes an answer; the cursor moves again once the last question is answered. */
  answer(ticket, frame, all = false) {
    this.#answered = Math.max(this.#answered, ticket);
    this.at = Math.max(this.at, frame.at ?? 0);
    return this.#news(frame, all);
  }

  /** Takes a frame; gives those of its pieces that are news. */
  accept(frame) {
    if (this.#answered === this.#asked) this.at = Math.max(this.at, frame.at ?? 0);
    return this.#news(frame, false);
  }

  /** A page whose reader stands another way now takes all pieces, whatever their version. */
  #news({ pieces = [] }, all) {
    return pieces.filter(({ key, version, loose }) => {
      const known = this.#versions.get(key) ?? (loose ? -1 : this.floor);
      if (version < known || (version === known && !all && !loose)) return false;
      this.#versions.set(key, version);
      return true;
    });
  }
}
