// Asks for what has changed, every so many seconds, of each place that says how often; not in a hidden tab.
const last = new WeakMap();

function isDue(place) {
  const seconds = Number(place.dataset.pollEvery);
  return performance.now() - last.get(place) >= seconds * 1000 && !place.querySelector("[data-finished]");
}

function ask(atOnce) {
  if (document.hidden) return;
  for (const place of document.querySelectorAll("[data-poll-every]")) {
    if (!last.has(place)) last.set(place, performance.now());
    if (!atOnce && !isDue(place)) continue;
    last.set(place, performance.now());
    htmx.trigger(place, "poll");
  }
}

setInterval(() => ask(false), 500);
// Who comes back to the tab sees at once what has happened meanwhile.
document.addEventListener("visibilitychange", () => ask(true));

// The sign-in page, where the session has ended, goes nowhere in this page; that it ended is said instead.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, pathInfo, target } = event.detail;
  const asked = new URL(pathInfo.requestPath, location.href).pathname;
  if (!xhr.responseURL || new URL(xhr.responseURL).pathname === asked) return;
  event.detail.shouldSwap = false;
  delete target.dataset.pollEvery;
  target.textContent = "You are signed out. Load this page again to sign in.";
});

// A row that is shown anew stays ticked, and keeps the focus.
let focused = "";
document.addEventListener("htmx:oobBeforeSwap", ({ detail }) => {
  const box = detail.target.querySelector("input[type=checkbox]");
  const fresh = detail.fragment.querySelector("input[type=checkbox]");
  if (box && fresh) fresh.checked = box.checked;
  focused = detail.target.contains(document.activeElement) ? document.activeElement.id : "";
});
document.addEventListener("htmx:oobAfterSwap", () => {
  if (focused) document.getElementById(focused)?.focus();
  focused = "";
});
