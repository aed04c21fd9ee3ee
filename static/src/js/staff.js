/** The brand editor: shows the colours while they are chosen, and how well each pair can be read. */
function light(hex) {
  const channels = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const [red, green, blue] = channels.map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function ratio(one, other) {
  const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

/** Inputs carry data-token="accent" data-scheme="light|dark"; rows data-pair="on-accent accent" data-scheme and data-least. */
function draw(form) {
  const colours = {};
  for (const input of form.querySelectorAll("input[data-token]")) {
    const { token, scheme } = input.dataset;
    colours[`${scheme} ${token}`] = input.value;
    for (const preview of document.querySelectorAll(`[data-brand-preview="${scheme}"]`)) {
      preview.style.setProperty(`--${token}`, input.value);
      preview.style.colorScheme = scheme;
    }
  }
  for (const row of document.querySelectorAll("[data-pair]")) {
    const [ink, ground] = row.dataset.pair.split(" ").map((token) => colours[`${row.dataset.scheme} ${token}`]);
    if (!ink || !ground) continue;
    const value = ratio(ink, ground);
    row.classList.toggle("is-short", value < Number(row.dataset.least));
    row.querySelector("[data-ratio]").textContent = value.toFixed(1);
    row.querySelector("rect")?.setAttribute("fill", ground);
    row.querySelector("text")?.setAttribute("fill", ink);
  }
}

for (const form of document.querySelectorAll("form[data-brand-editor]")) {
  form.addEventListener("input", () => draw(form));
  draw(form);
}
