/* <button data-copies="ID" data-done="Copied">: copies the value of the field ID, and says so. */
const SHOWN_MS = 2500;

export function copyButtons(root) {
  root.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copies]");
    if (!button) return;
    const field = document.getElementById(button.dataset.copies);
    const word = button.querySelector("[aria-live]") ?? button;
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      field.select();
      document.execCommand("copy");
    }
    const before = word.dataset.before ?? word.textContent;
    word.dataset.before = before;
    word.textContent = button.dataset.done;
    setTimeout(() => {
      word.textContent = before;
    }, SHOWN_MS);
  });
}
