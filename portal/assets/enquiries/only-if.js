// Shows a question only while the answer that it depends on is given. Without this module it shows always, with
// words that say when it is asked. The server decides in any case which answers count.

const normal = (text) => text.trim().toLowerCase();

function isAnswered(form, name, value) {
  return Array.from(form.elements).some((control) => {
    if (control.name !== name || control.closest("[hidden]")) return false;
    if (["radio", "checkbox"].includes(control.type) && !control.checked) return false;
    return normal(control.value) === value || (control.value === "on" && value === "yes");
  });
}

for (const form of document.querySelectorAll("form")) {
  const dependents = Array.from(form.querySelectorAll("[data-only-if]")).map((words) => ({
    group: words.closest(".govuk-form-group"),
    name: words.dataset.onlyIf,
    value: normal(words.dataset.onlyIfValue),
  }));
  for (const words of form.querySelectorAll("[data-only-if]")) words.hidden = true;

  // In the order of the page, so that what depends on a hidden question is hidden too.
  const update = () => {
    for (const { group, name, value } of dependents) group.hidden = !isAnswered(form, name, value);
  };
  form.addEventListener("change", update);
  window.addEventListener("pageshow", update);
  update();
}
