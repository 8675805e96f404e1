/*
 * <div class="dropzone" data-dropzone> around one <input type="file">: a file may be dropped or pasted on it.
 * data-sends submits the form at once; data-largest (bytes) with data-too-large says when a file is too big;
 * [data-chosen] shows the name of what was chosen. The words of the button stand in <body data-choose-file>.
 */
export function dropzones(root) {
  const zones = root.matches?.("[data-dropzone]") ? [root] : root.querySelectorAll("[data-dropzone]");
  for (const zone of zones) {
    if (zone.dataset.ready) continue;
    zone.dataset.ready = "yes";
    enhance(zone);
  }
}

function enhance(zone) {
  const input = zone.querySelector("input[type=file]");
  addButton(zone, input);
  let depth = 0;
  zone.addEventListener("dragenter", (event) => {
    event.preventDefault();
    depth += 1;
    zone.classList.add("over");
  });
  zone.addEventListener("dragover", (event) => event.preventDefault());
  zone.addEventListener("dragleave", () => {
    depth -= 1;
    if (depth <= 0) zone.classList.remove("over");
  });
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    depth = 0;
    zone.classList.remove("over");
    take(zone, input, event.dataTransfer.files);
  });
  zone.closest("form")?.addEventListener("paste", (event) => {
    if (event.clipboardData?.files.length) take(zone, input, event.clipboardData.files);
  });
  input.addEventListener("change", () => chosen(zone, input));
}

/* The native control speaks the browser's language: it is laid unseen over the zone, and this button is shown. */
function addButton(zone, input) {
  const button = document.createElement("span");
  button.className = "btn pick";
  button.setAttribute("aria-hidden", "true");
  button.textContent = document.body.dataset.chooseFile;
  input.before(button);
}

function take(zone, input, files) {
  if (!files.length) return;
  const transfer = new DataTransfer();
  for (const file of input.multiple ? files : [files[0]]) transfer.items.add(file);
  input.files = transfer.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

function chosen(zone, input) {
  const [file] = input.files;
  const largest = Number(zone.dataset.largest || Infinity);
  input.setCustomValidity(file && file.size > largest ? zone.dataset.tooLarge : "");
  const label = zone.querySelector("[data-chosen]");
  if (label) label.textContent = [...input.files].map((one) => one.name).join(", ");
  if (!file) return;
  if (!input.reportValidity()) return;
  if ("sends" in zone.dataset) {
    zone.classList.add("busy");
    zone.closest("form").requestSubmit();
  }
}
