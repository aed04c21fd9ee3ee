/** A moment as the reader's clock shows it. */
export const clock = (moment) =>
  new Intl.DateTimeFormat(document.documentElement.lang || undefined, { timeStyle: "short" }).format(moment);
