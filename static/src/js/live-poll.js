/** Moves the bars and numbers of a poll; what its reader may do there stays as it is. */
export function count(poll, { voters, most, choices }) {
  const foot = poll.querySelector(".poll-voters");
  if (foot) foot.textContent = voters;
  for (const row of poll.querySelectorAll("[data-choice]")) {
    const choice = choices[row.dataset.choice];
    if (!choice) continue;
    row.querySelector(".poll-share").textContent = choice.share;
    const bar = row.querySelector("progress");
    bar.max = most;
    bar.value = choice.count;
    row.classList.toggle("is-leading", choice.leading);
  }
}
