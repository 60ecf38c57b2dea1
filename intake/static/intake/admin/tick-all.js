// One box that ticks every submission of the page; without JavaScript each is ticked by itself.
const boxes = [...document.querySelectorAll("input[name=ticked]")];
const label = document.getElementById("bulk-label");

if (boxes.length > 1 && label) {
  const all = document.createElement("input");
  all.type = "checkbox";
  all.addEventListener("change", () => boxes.forEach((box) => { box.checked = all.checked; }));
  const wrapper = document.createElement("label");
  wrapper.className = "tick-all";
  wrapper.append(all, " Tick all on this page");
  label.before(wrapper);
}
