// The form editor: drags a question to another place, and shows of a condition's fields only those that apply. Without
// this module the buttons “Up”, “Down” and “Move to…” do the one, and all fields show in the other.

const marker = document.createElement("li");
marker.className = "drop";

function beginsToDrag(item, handle, form) {
  handle.addEventListener("pointerdown", (down) => {
    if (down.button !== 0) return;
    down.preventDefault();
    handle.setPointerCapture(down.pointerId);
    item.classList.add("dragged");

    const move = (event) => {
      const under = document.elementFromPoint(event.clientX, event.clientY);
      const list = under?.closest(".form-page")?.querySelector("[data-page]");
      if (!list) return;
      const below = Array.from(list.querySelectorAll("[data-question]")).find((each) => {
        const box = each.getBoundingClientRect();
        return event.clientY < box.top + box.height / 2;
      });
      list.insertBefore(marker, below ?? null);
    };
    const stop = (event) => {
      handle.removeEventListener("pointermove", move);
      item.classList.remove("dragged");
      const list = marker.parentElement;
      const stays = !list || marker.nextElementSibling === item || marker.previousElementSibling === item;
      if (event.type === "pointerup" && !stays) {
        list.replaceChild(item, marker);
        send(item, form);
      }
      marker.remove();
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("pointerup", stop, { once: true });
    handle.addEventListener("pointercancel", stop, { once: true });
  });
}

function send(item, form) {
  const after = item.previousElementSibling?.dataset.question ?? "";
  form.elements.place.value = `${item.parentElement.dataset.page}:${after}`;
  const what = document.createElement("input");
  Object.assign(what, { type: "hidden", name: "do", value: `question-to:${item.dataset.question}` });
  form.append(what);
  form.submit();
}

const arrange = document.getElementById("arrange");
if (arrange) {
  for (const item of document.querySelectorAll("[data-question]")) {
    const handle = document.createElement("span");
    handle.className = "drag";
    handle.title = "Drag to another place";
    handle.setAttribute("aria-hidden", "true");
    handle.textContent = "⠿";
    item.prepend(handle);
    beginsToDrag(item, handle, arrange);
  }
}

// A condition: the answers are those of the question that is chosen.
const question = document.getElementById("id_only_if_question");
if (question) {
  const operator = document.getElementById("id_only_if_operator");
  const choice = document.getElementById("id_only_if_choice");
  const part = (name) => document.querySelector(`[data-field="${name}"]`);

  const update = () => {
    const name = question.value;
    let offers = false;
    for (const option of choice.querySelectorAll("option")) {
      const shown = option.value === "" || option.value.startsWith(`${name}:`);
      option.hidden = option.disabled = !shown;
      offers ||= shown && option.value !== "";
      if (!shown && option.selected) choice.value = "";
    }
    for (const group of choice.querySelectorAll("optgroup")) {
      group.hidden = !group.querySelector("option:not([hidden])");
    }
    const compares = name && operator.value !== "filled";
    part("only_if_operator").hidden = !name;
    part("only_if_choice").hidden = !compares || !offers;
    part("only_if_text").hidden = !compares || offers;
  };
  question.addEventListener("change", update);
  operator.addEventListener("change", update);
  window.addEventListener("pageshow", update);
  update();
}
