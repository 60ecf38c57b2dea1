// Shows a question, or a group of them, only while the answer that it depends on is given. Without this module it
// shows always, with words that say when it is asked. The server decides in any case which answers count.

const normal = (text) => text.trim().toLowerCase();

// Each answer given to a question; `among` where it is one of several that may be chosen at once.
function answers(form, name) {
  const given = [];
  for (const control of form.elements) {
    if (control.closest("[hidden]")) continue;
    // A file that is kept already has a box that removes it.
    if (control.name === `${name}-remove` && !control.checked) given.push({ text: "kept", among: true });
    if (control.name !== name || control.value.trim() === "") continue;
    if (["radio", "checkbox"].includes(control.type) && !control.checked) continue;
    const text = control.type === "checkbox" && control.value === "on" ? "yes" : normal(control.value);
    given.push({ text, among: control.type === "checkbox" });
  }
  return given;
}

const holds = {
  equals: (given, values) => given.some(({ text }) => values.includes(text)),
  not_equals: (given, values) => given.length > 0 && !holds.equals(given, values),
  includes: (given, values) =>
    given.some(({ text, among }) => values.some((value) => (among ? text === value : text.includes(value)))),
  filled: (given) => given.length > 0,
};

function show(group, shown) {
  if (group.hidden === !shown) return;
  group.hidden = !shown;
  if (group instanceof HTMLDetailsElement) group.open = shown;
}

for (const form of document.querySelectorAll("form")) {
  const dependents = Array.from(form.querySelectorAll("[data-only-if]")).map((words) => ({
    group: words.closest(words.dataset.onlyIfHides ?? ".govuk-form-group"),
    name: words.dataset.onlyIf,
    operator: words.dataset.onlyIfOperator ?? "equals",
    // With an operator it is one value, whatever is in it.
    values: words.dataset.onlyIfValue.split(words.dataset.onlyIfOperator ? "\n" : "|").map(normal),
  }));
  for (const words of form.querySelectorAll("[data-only-if]")) words.hidden = true;

  // In the order of the page, so that what depends on a hidden question is hidden too.
  const update = () => {
    for (const { group, name, operator, values } of dependents) {
      show(group, holds[operator](answers(form, name), values));
    }
  };
  form.addEventListener("input", update);
  form.addEventListener("change", update);
  window.addEventListener("pageshow", update);
  update();
}
