// Shows a question, or a group of them, only while the answer that it depends on is given. Without this module it
// shows always, with words that say when it is asked. The server decides in any case which answers count.

const normal = (text) => text.trim().toLowerCase();

function isAnswered(form, name, values) {
  return Array.from(form.elements).some((control) => {
    if (control.name !== name || control.closest("[hidden]")) return false;
    if (["radio", "checkbox"].includes(control.type) && !control.checked) return false;
    return values.includes(normal(control.value)) || (control.value === "on" && values.includes("yes"));
  });
}

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
    values: words.dataset.onlyIfValue.split("|").map(normal),
  }));
  for (const words of form.querySelectorAll("[data-only-if]")) words.hidden = true;

  // In the order of the page, so that what depends on a hidden question is hidden too.
  const update = () => {
    for (const { group, name, values } of dependents) show(group, isAnswered(form, name, values));
  };
  form.addEventListener("change", update);
  window.addEventListener("pageshow", update);
  update();
}
