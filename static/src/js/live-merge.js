/**
 * What a page knows of a channel: how far it has got, and the version of each piece that it shows. Frames may come
 * late, twice or out of order, by socket or by catching up: each version of a piece is shown at most once, and never
 * an older one after a newer one. Loose pieces have the moment of their drawing for a version, and may be shown again.
 */
export class Known {
  #versions = new Map();

  constructor(at = 0, floor = -1) {
    this.at = at;
    this.floor = floor;
  }

  /** Takes a frame; gives those of its pieces that are news. A page that stands another way now takes all. */
  accept({ pieces = [], at = 0 }, all = false) {
    this.at = Math.max(this.at, at);
    return pieces.filter(({ key, version, loose }) => {
      const known = this.#versions.get(key) ?? (loose ? -1 : this.floor);
      if (version < known || (version === known && !all && !loose)) return false;
      this.#versions.set(key, version);
      return true;
    });
  }
}
