// What the desk's pages do beyond plain links and forms; everything here can be done without it.
"use strict";

// Review: a key presses the button or follows the link that bears it. Keys can be switched off (WCAG 2.1.4).
const KEYS_OFF = "rashomon-keys-off";
const keysOn = () => !localStorage.getItem(KEYS_OFF);

document.addEventListener("keydown", (event) => {
  const review = document.querySelector("[data-review]");
  if (!review || !keysOn() || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input:not([type=checkbox]), select, textarea")) return;
  const key = event.key.toLowerCase();
  const field = review.querySelector(`[data-focus="${CSS.escape(key)}"]`);
  const button = review.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!field && !button) return;
  event.preventDefault();
  if (field) field.focus(); else button.click();
});

// Enter in the field for a correction corrects; without this it would press the form's first button.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches("[name=value]")) return;
  const correct = event.target.form.querySelector('[value="correct"]');
  if (correct) { event.preventDefault(); correct.click(); }
});

document.addEventListener("change", (event) => {
  if (!event.target.matches("[data-keys]")) return;
  if (event.target.checked) localStorage.removeItem(KEYS_OFF); else localStorage.setItem(KEYS_OFF, "1");
});

function prepare() {
  for (const box of document.querySelectorAll("[data-keys]")) box.checked = keysOn();
  for (const form of document.querySelectorAll("[data-drop]")) makeDroppable(form);
}

// After an answer the next question is read out, however the page came.
function readOut() {
  const asked = document.querySelector("[data-review] #asked");
  if (asked) asked.focus();
}

document.addEventListener("htmx:afterSettle", () => { prepare(); readOut(); });

// Whoever has set out for another page is not called back by a page that is to be drawn anew; after a download he stays.
let leaving = 0;
window.addEventListener("beforeunload", () => { leaving = Date.now(); });
document.addEventListener("htmx:beforeOnLoad", (event) => { if (Date.now() - leaving < 10000) event.preventDefault(); });

// Add: dropped files go the same way as chosen ones.
function makeDroppable(form) {
  if (form.dataset.ready) return;
  form.dataset.ready = "1";
  const over = (on) => (event) => { event.preventDefault(); form.classList.toggle("over", on); };
  form.addEventListener("dragover", over(true));
  form.addEventListener("dragleave", over(false));
  form.addEventListener("drop", (event) => {
    over(false)(event);
    if (!event.dataTransfer.files.length) return;
    form.querySelector("[type=file]").files = event.dataTransfer.files;
    form.requestSubmit();
  });
}

// A deep link into a part that is folded away opens it.
function reveal() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  target.scrollIntoView({ block: "center" });
}

window.addEventListener("hashchange", reveal);
const current = document.querySelector(".top [aria-current]");
if (current) current.parentElement.scrollLeft = current.offsetLeft - current.parentElement.offsetLeft - 24;
prepare();
reveal();
if (new URLSearchParams(location.search).has("done")) readOut();
