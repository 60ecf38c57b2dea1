// Fills in what Companies House knows of a company without loading the page again. Without this module the button
// posts the form, and the page comes back filled in.

import { translated } from "../portal/words.js";

async function ask(address, number) {
  const response = await fetch(`${address}?number=${encodeURIComponent(number)}`);
  return response.json();
}

for (const place of document.querySelectorAll("[data-look-up]")) {
  const input = place.querySelector("input");
  const button = place.querySelector("button");
  const said = place.querySelector("[role=status]");

  button.addEventListener("click", async (event) => {
    event.preventDefault();
    said.textContent = translated("Asking Companies House…");
    button.disabled = true;
    try {
      const { fields = {}, message } = await ask(place.dataset.lookUp, input.value);
      for (const [name, value] of Object.entries(fields)) input.form.elements[name].value = value;
      said.textContent = message;
    } catch {
      said.textContent = translated("We cannot reach Companies House at the moment. Type the details in yourself.");
    } finally {
      button.disabled = false;
      button.focus();
    }
  });
}
