import { token } from "./say.js";

/** Sends one picture; resolves to {key, url, width, height}, rejects with {kind, error}. `promise.cancel()` stops it. */
export function upload(file, progress) {
  const request = new XMLHttpRequest();
  const promise = new Promise((resolve, reject) => {
    const body = new FormData();
    body.append("file", file);
    request.open("POST", "/media/pictures");
    request.responseType = "json";
    request.setRequestHeader("X-CSRF-Token", token());
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", ({ loaded, total }) => progress(loaded / total));
    request.addEventListener("load", () => {
      if (request.status === 201 && request.response?.key) resolve(request.response);
      else reject({ kind: request.status === 413 ? "too_big" : "failed", error: request.response?.error });
    });
    request.addEventListener("error", () => reject({ kind: "failed" }));
    request.addEventListener("abort", () => reject({ kind: "cancelled" }));
    request.send(body);
  });
  promise.cancel = () => request.abort();
  return promise;
}

/** Tells the server what a picture shows. */
export function describe(key, alt, decorative) {
  return fetch(`/media/pictures/${encodeURIComponent(key)}`, {
    method: "PATCH",
    headers: { "X-CSRF-Token": token(), "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify({ alt, decorative }),
  });
}
