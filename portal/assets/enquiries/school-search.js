// Suggests schools of the register while somebody types. Without this module the field is plain text, and the
// server finds the school or asks which one is meant.

import { autocompleteWords, translated } from "../portal/words.js";

const SHORTEST = 3;
const PAUSE = 250;

function suggester(url) {
  let timer;
  let latest = 0;
  return (query, show) => {
    clearTimeout(timer);
    const turn = ++latest;
    timer = setTimeout(async () => {
      try {
        const answer = await fetch(`${url}?q=${encodeURIComponent(query.trim())}`);
        const { schools } = await answer.json();
        if (turn === latest) show(schools.map((school) => school.name));
      } catch {
        if (turn === latest) show([]);
      }
    }, PAUSE);
  };
}

for (const input of document.querySelectorAll("[data-school-search]")) {
  const place = document.createElement("div");
  input.after(place);
  const { id, name, value } = input;
  const described = input.getAttribute("aria-describedby");
  const invalid = input.getAttribute("aria-invalid");
  const wrong = input.classList.contains("govuk-input--error");
  input.remove();
  window.accessibleAutocomplete({
    element: place,
    id,
    name,
    defaultValue: value,
    minLength: SHORTEST,
    confirmOnBlur: false,
    showNoOptionsFound: false,
    source: suggester(input.dataset.schoolSearch),
    tAssistiveHint: () =>
      translated("When suggestions are there, use the up and down arrows to review them and enter to select."),
    ...autocompleteWords,
  });
  const made = document.getElementById(id);
  if (described) made.setAttribute("aria-describedby", `${described} ${made.getAttribute("aria-describedby") ?? ""}`.trim());
  if (invalid) made.setAttribute("aria-invalid", invalid);
  if (wrong) made.classList.add("govuk-input--error");
}
