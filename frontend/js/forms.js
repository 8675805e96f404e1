/* Small courtesies of forms. */

/* <select data-submits>: choosing sends the form. Keyboard users may look through the list first. */
export function submitOnChange(root) {
  let browsing = false;
  root.addEventListener("keydown", (event) => {
    if (event.target.matches?.("select[data-submits]")) browsing = event.key !== "Enter";
  });
  root.addEventListener("pointerdown", () => {
    browsing = false;
  });
  root.addEventListener("change", (event) => {
    if (event.target.matches("[data-submits]") && !browsing) event.target.form.requestSubmit();
  });
  root.addEventListener("focusout", (event) => {
    const select = event.target;
    if (!select.matches?.("select[data-submits]") || !browsing) return;
    browsing = false;
    if (!select.selectedOptions[0]?.defaultSelected) select.form.requestSubmit();
  });
}

/* A form is sent once: a second press while the answer is awaited does nothing. */
export function submitOnce(root) {
  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method === "get" || form.method === "dialog" || event.defaultPrevented) return;
    if (form.dataset.sent) event.preventDefault();
    else form.dataset.sent = "yes";
  });
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });
}

/* <button data-dismisses>: takes its message away. */
export function dismissals(root) {
  root.addEventListener("click", (event) => {
    const button = event.target.closest("[data-dismisses]");
    if (!button) return;
    const shelf = button.closest(".messages");
    button.closest(".message").remove();
    if (shelf && !shelf.children.length) shelf.remove();
    document.getElementById("content")?.focus();
  });
}
