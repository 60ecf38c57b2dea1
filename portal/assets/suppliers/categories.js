// Suggests categories while somebody types, and adds a ticked box for the one that is chosen. Without this module
// the button beside the search posts the form, and the page comes back with boxes for what was found.

import { autocompleteWords, translated } from "../portal/words.js";

const SHORTEST = 3;
const PAUSE = 250;

function suggester(address, progress) {
  let timer;
  let latest = 0;
  return (query, show) => {
    clearTimeout(timer);
    const turn = ++latest;
    progress.isSearching = true;
    timer = setTimeout(async () => {
      let found = [];
      try {
        const answer = await fetch(`${address}?q=${encodeURIComponent(query.trim())}`);
        found = (await answer.json()).categories ?? [];
      } catch {
        // Typing goes on; the button still searches.
      }
      if (turn !== latest) return;
      progress.isSearching = false;
      show(found);
    }, PAUSE);
  };
}

const inWords = (category) => (category ? `${category.description} (${category.code})` : "");

function box(category, group) {
  const item = document.createElement("div");
  item.className = "govuk-checkboxes__item";
  const input = document.createElement("input");
  input.className = "govuk-checkboxes__input";
  input.type = "checkbox";
  input.name = "categories";
  input.value = category.code.slice(0, 8);
  // The first box has the field's own id, to which the error summary links.
  input.id = document.getElementById("id_categories") ? `id_categories_${input.value}` : "id_categories";
  const label = document.createElement("label");
  label.className = "govuk-label govuk-checkboxes__label";
  label.htmlFor = input.id;
  label.textContent = category.description;
  const hint = document.createElement("div");
  hint.className = "govuk-hint govuk-checkboxes__hint";
  hint.id = `${input.id}_item_hint`;
  hint.textContent = category.code;
  input.setAttribute("aria-describedby", hint.id);
  item.append(input, label, hint);
  group.append(item);
  return input;
}

function tick(category, group, said) {
  const wanted = category.code.slice(0, 8);
  const known = Array.from(group.querySelectorAll("input")).find((input) => input.value === wanted);
  document.querySelector("[data-none-yet]")?.remove();
  (known ?? box(category, group)).checked = true;
  const count = group.querySelectorAll("input:checked").length;
  const parts = { category: category.description, count };
  said.textContent =
    count === 1
      ? translated("Added {category}. {count} category ticked.", parts)
      : translated("Added {category}. {count} categories ticked.", parts);
}

for (const place of document.querySelectorAll("[data-category-search]")) {
  const input = place.querySelector("input");
  const said = place.querySelector("[role=status]");
  const group = document.querySelector("#div_id_categories .govuk-checkboxes");
  if (!group || !window.accessibleAutocomplete) continue;
  const { id, name, value } = input;
  const described = input.getAttribute("aria-describedby");
  const element = document.createElement("div");
  const progress = { isSearching: false };
  input.replaceWith(element);
  window.accessibleAutocomplete({
    element,
    id,
    name,
    defaultValue: value,
    minLength: SHORTEST,
    confirmOnBlur: false,
    showNoOptionsFound: true,
    source: suggester(place.dataset.categorySearch, progress),
    tNoResults: () =>
      progress.isSearching
        ? translated("Searching…")
        : translated("No category matches. Try other words, or fewer."),
    // What is chosen becomes a box; the search is empty again.
    templates: { inputValue: () => "", suggestion: inWords },
    onConfirm: (category) => category && tick(category, group, said),
    tAssistiveHint: () =>
      translated("When suggestions are there, use the up and down arrows to review them and enter to select."),
    ...autocompleteWords,
  });
  const made = document.getElementById(id);
  if (described) made.setAttribute("aria-describedby", `${described} ${made.getAttribute("aria-describedby") ?? ""}`.trim());
}
