// While a reply is written: the draft is kept as it is typed, canned replies are found by typing, Ctrl+Enter sends,
// and a reply that still waits can be taken back. Without this module each has a button.

const PAUSE = 800;
const form = document.querySelector("[data-draft]");

function draftKeeper() {
  const text = form.elements.text;
  const state = form.querySelector("[data-draft-state]");
  let timer;
  let kept = text.value;
  let before = Promise.resolve();
  let isSent = false;

  const body = () => {
    const data = new URLSearchParams();
    for (const name of ["csrfmiddlewaretoken", "seen", "text"]) data.set(name, form.elements[name].value);
    return data;
  };

  async function post() {
    const typed = text.value;
    if (isSent || typed === kept) return;
    try {
      const answer = await fetch(form.dataset.draft, { method: "POST", body: body() });
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      kept = typed;
      state.textContent = typed.trim() ? "Draft saved. Nobody else sees it." : "";
    } catch {
      if (!isSent) state.textContent = "The draft could not be saved. Copy what you typed before you leave.";
    }
  }

  // One after the other, so that the last words are those that are kept.
  function keep() {
    clearTimeout(timer);
    before = before.then(post);
  }

  text.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  });
  // The last words typed are kept as well when the page is left, unless by one of the form's own buttons.
  form.addEventListener("submit", () => {
    isSent = true;
    clearTimeout(timer);
  });
  addEventListener("pageshow", () => { isSent = false; });
  addEventListener("pagehide", () => {
    if (!isSent && text.value !== kept) navigator.sendBeacon(form.dataset.draft, body());
  });
  return keep;
}

function cannedReplies(keep) {
  const select = form.elements.template;
  if (!select || !window.accessibleAutocomplete) return;
  const text = form.elements.text;
  const choices = [...select.options].filter((option) => option.value);
  const field = select.closest(".canned");
  const label = field.querySelector("label");
  const place = document.createElement("div");
  select.after(place);
  select.hidden = true;
  field.querySelector("button").hidden = true;

  async function insert(name) {
    const chosen = choices.find((option) => option.text === name);
    if (!chosen) return;
    const answer = await fetch(form.dataset.canned.replace(/0\/$/, `${chosen.value}/`));
    if (!answer.ok) return;
    const filled = (await answer.json()).text;
    text.value = text.value.trim() ? `${text.value.trimEnd()}\n\n${filled}` : filled;
    text.focus();
    text.setSelectionRange(text.value.length, text.value.length);
    keep();
    document.getElementById("canned").value = "";
  }

  window.accessibleAutocomplete({
    element: place,
    id: "canned",
    name: "",
    minLength: 0,
    showAllValues: true,
    confirmOnBlur: false,
    source: (query, show) => {
      const words = query.toLowerCase().split(/\s+/).filter(Boolean);
      show(choices.map((option) => option.text).filter((name) => words.every((word) => name.toLowerCase().includes(word))));
    },
    onConfirm: insert,
    placeholder: "Type a word of its name",
    tAssistiveHint: () => "Up and down arrows review the canned replies, enter inserts one into your reply.",
  });
  const input = document.getElementById("canned");
  label.htmlFor = "canned";
  input.dataset.key = "t";
  input.setAttribute("aria-keyshortcuts", "t");
  // Enter must not press the form's first button.
  input.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
}

function sending() {
  form.elements.text.setAttribute("aria-keyshortcuts", "Control+Enter");
  form.elements.text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("[data-send]"));
  });
  // Pressed twice, it is sent once.
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
  addEventListener("pageshow", () => { delete form.dataset.sent; });
}

function countDown(box) {
  const until = Date.now() + Number(box.dataset.undo) * 1000;
  const seconds = box.querySelector("[data-seconds]");
  if (!seconds) return;
  const timer = setInterval(() => {
    const left = Math.ceil((until - Date.now()) / 1000);
    if (left > 0) {
      seconds.textContent = `${left} second${left === 1 ? "" : "s"}`;
      return;
    }
    clearInterval(timer);
    // Who is at the button just now is not thrown to the top of the page.
    const text = box.querySelector("p");
    text.textContent = "Your reply has gone out.";
    if (!box.contains(document.activeElement)) box.querySelector("button").remove();
  }, 250);
}

if (form) {
  const keep = draftKeeper();
  cannedReplies(keep);
  sending();
}
document.querySelectorAll("[data-undo]").forEach(countDown);
// What cannot be shown has its link.
document.querySelectorAll(".picture").forEach((picture) => picture.addEventListener("error", () => picture.remove()));
