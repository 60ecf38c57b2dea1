// One box that ticks every submission of the page, and how many are ticked; without JavaScript each is ticked
// by itself.
const boxes = () => [...document.querySelectorAll("input[name=ticked]")];
const label = document.getElementById("bulk-label");
const bar = document.getElementById("bulk");

if (label && bar) {
  const all = document.createElement("input");
  all.type = "checkbox";
  all.id = "tick-all";
  const wrapper = document.createElement("label");
  wrapper.className = "tick-all";
  wrapper.htmlFor = all.id;
  wrapper.append(all, " Tick all");
  label.before(wrapper);

  const count = () => {
    const ticked = boxes().filter((box) => box.checked).length;
    const everything = document.getElementById("bulk-all")?.checked;
    label.textContent = everything ? "All that match:" : ticked ? `${ticked} ticked:` : "Ticked submissions:";
    bar.classList.toggle("bulk-active", Boolean(ticked || everything));
    all.checked = ticked > 0 && ticked === boxes().length;
    all.indeterminate = ticked > 0 && ticked < boxes().length;
  };
  all.addEventListener("change", () => {
    for (const box of boxes()) box.checked = all.checked;
    count();
  });
  document.addEventListener("change", count);
  count();
}
