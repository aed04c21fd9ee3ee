/**
 * One connection to the house: Socket.IO over a WebSocket, as much of it as a page needs. An event goes out and is
 * answered, events come in, and a line that has gone quiet is hung up. Who speaks next decides live-link.js.
 */
const address = () => `${location.origin.replace(/^http/, "ws")}/socket.io/?EIO=4&transport=websocket`;

export class Line {
  #socket;
  #asked = new Map();
  #count = 0;
  #patience = 0;
  #quiet;

  constructor({ greeting, opened, heard, ended }) {
    Object.assign(this, { greeting, opened, heard, ended });
    this.#socket = new WebSocket(address());
    this.#socket.addEventListener("message", ({ data }) => this.#take(data));
    this.#socket.addEventListener("close", ({ code }) => this.#end(code));
    this.#wait(15_000);
  }

  /** Sends an event; gives its answer, or fails when the line ends first. */
  ask(event, words) {
    return new Promise((answer, fail) => {
      const id = this.#count++;
      this.#asked.set(id, { answer, fail });
      this.#send(`42${id}${JSON.stringify([event, words])}`);
    });
  }

  /** Sends an event that needs no answer. */
  tell(event, words) {
    this.#send(`42${JSON.stringify([event, words])}`);
  }

  close() {
    this.#socket.close();
    this.#end(1000);
  }

  #send(text) {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(text);
  }

  #take(data) {
    if (data[0] === "0") {
      const { pingInterval, pingTimeout } = JSON.parse(data.slice(1));
      this.#patience = pingInterval + pingTimeout;
      this.#send(`40${JSON.stringify(this.greeting)}`);
    } else if (data[0] === "2") this.#send("3");
    else if (data[0] === "4") this.#packet(data[1], data.slice(2));
    this.#wait(this.#patience);
  }

  #packet(kind, rest) {
    if (kind === "0") this.opened(this);
    else if (kind === "2") this.heard(...JSON.parse(rest));
    else if (kind === "3") {
      const [, id, body] = rest.match(/^(\d+)(.*)$/s);
      this.#asked.get(Number(id))?.answer(JSON.parse(body)[0]);
      this.#asked.delete(Number(id));
    } else if (kind === "4") this.#end(4403);
  }

  /** A line on which nothing is heard for so long is dead, whatever the browser believes. */
  #wait(milliseconds) {
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => this.close(), milliseconds);
  }

  #end(code) {
    clearTimeout(this.#quiet);
    const { ended } = this;
    this.ended = () => {};
    for (const { fail } of this.#asked.values()) fail(new Error("the line ended"));
    this.#asked.clear();
    if (this.#socket.readyState <= WebSocket.OPEN) this.#socket.close();
    ended(code);
  }
}
