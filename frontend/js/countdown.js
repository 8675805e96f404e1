/* <span data-counts-down="30" data-words="N s left">: says each second how many are left, until none is. */
const SECOND_MS = 1000;

export function countdowns(root) {
  for (const place of root.querySelectorAll("[data-counts-down]")) {
    if (place.dataset.ends) continue;
    place.dataset.ends = String(Date.now() + Number(place.dataset.countsDown) * SECOND_MS);
    tick(place);
  }
}

function tick(place) {
  const left = Math.max(0, Math.ceil((Number(place.dataset.ends) - Date.now()) / SECOND_MS));
  place.textContent = place.dataset.words.replace("N", String(left));
  if (left && place.isConnected) setTimeout(() => tick(place), SECOND_MS / 4);
}
