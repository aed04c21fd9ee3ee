/** Choices of the device, readable by the server on the next page. */
export function remember(name, value) {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is not in every browser yet
  document.cookie = `${name}=${value};path=/;max-age=31536000;samesite=lax`;
}

export const remembered = (name) => document.cookie.match(`(?:^|; )${name}=([^;]*)`)?.[1];
