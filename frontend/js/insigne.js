/* What runs on every page. Each module enhances markup that already works without it. */
import "htmx.org";

import { copyButtons } from "./copy.js";
import { countdowns } from "./countdown.js";
import { dialogs } from "./dialogs.js";
import { dropzones } from "./dropzone.js";
import { dismissals, submitOnChange, submitOnce } from "./forms.js";

copyButtons(document);
dialogs(document);
dismissals(document);
submitOnChange(document);
submitOnce(document);
dropzones(document);
countdowns(document);

/* On a narrow screen the navigation scrolls sideways: the place where one is comes into view. */
document.querySelector(".nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });

/* Fragments that htmx brings are enhanced too; the other modules listen on the document. */
document.addEventListener("htmx:load", (event) => {
  dropzones(event.target);
  countdowns(event.target);
});
