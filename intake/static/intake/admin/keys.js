// Work by keyboard: single keys for what also has a button. They never act in a field or with Ctrl, Alt or Meta, and
// each person can turn them off (WCAG 2.1.4). On a list the current row is the one whose link has the focus.

const ROWS = "tr[data-row], .rows tbody tr, #result_list tbody tr";
const LIST_BUTTONS = { a: "assign_to_me", m: "move", e: "resolve" };
const LEADS_TO = { r: "#reply_text", n: "#note_text", m: "#move_queue", e: "#resolve_note_text" };
const FIELDS = "input, textarea, select, [contenteditable]";

const dialog = document.getElementById("keys");
const said = document.getElementById("keys-said");
const onOff = document.getElementById("keys-on");
const secure = location.protocol === "https:";
// With the prefix no neighbouring host can set it (RFC 6265bis 4.1.3).
const cookie = `${secure ? "__Host-" : ""}${dialog.dataset.cookie}`;

const say = (words) => { said.textContent = words; };
const rows = () => [...document.querySelectorAll(ROWS)].filter((row) => linkOf(row));
const linkOf = (row) => row.querySelector("th a[href], a[href]");
const isList = () => !document.querySelector("[data-presence]") && rows().length > 0;
const boxOf = (row) => row.querySelector("input[type=checkbox]");
const address = (row) => linkOf(row).getAttribute("href");

// ------------------------------------------------------------------------------------------ on and off
const areOn = () => !document.cookie.split("; ").includes(`${cookie}=off`);

function show() {
  onOff.checked = areOn();
  document.body.classList.toggle("keys-are-on", areOn());
}

function turn() {
  const life = onOff.checked ? 0 : 365 * 24 * 60 * 60;
  document.cookie = `${cookie}=off; Max-Age=${life}; Path=/; SameSite=Lax${secure ? "; Secure" : ""}`;
  show();
}

// ------------------------------------------------------------------------------------------------ a list
let current = "";

function currentRow() {
  const focused = document.activeElement?.closest(ROWS);
  return focused ?? rows().find((row) => address(row) === current) ?? null;
}

function go(step) {
  const all = rows();
  if (!all.length) return;
  const at = all.indexOf(currentRow());
  const next = all[Math.max(0, Math.min(all.length - 1, at < 0 ? 0 : at + step))];
  mark(next);
  linkOf(next).focus();
  next.scrollIntoView({ block: "nearest" });
  const about = [".cell-subject", ".cell-sender", ".cell-due"].map((css) => next.querySelector(css)?.innerText.trim());
  say(`${all.indexOf(next) + 1} of ${all.length}: ${about.filter(Boolean).join(", ").replace(/\s+/g, " ")}`);
}

function mark(row) {
  document.querySelectorAll(".current-row").forEach((each) => each.classList.remove("current-row"));
  row.classList.add("current-row");
  current = address(row);
}

function select() {
  const row = currentRow();
  const box = row && boxOf(row);
  if (!box) return;
  box.checked = !box.checked;
  box.dispatchEvent(new Event("change", { bubbles: true }));
  const count = rows().filter((each) => boxOf(each)?.checked).length;
  say(`${box.checked ? "Selected" : "Not selected"}. ${count} selected.`);
}

function listButton(key) {
  return LIST_BUTTONS[key] ? document.querySelector(`button[name=move][value=${LIST_BUTTONS[key]}]`) : null;
}

function inList(key) {
  const row = currentRow();
  const isSelected = rows().some((each) => boxOf(each)?.checked);
  const button = listButton(key);
  // To resolve, what is meant must have been selected: one key alone does not close the row that it happens to be on.
  if (button && (isSelected || (key === "a" && row))) {
    if (!isSelected) select();
    button.click();
    return true;
  }
  if (!row || !LEADS_TO[key]) return false;
  location.assign(linkOf(row).href + LEADS_TO[key]);
  return true;
}

// ------------------------------------------------------------------------------------ a submission's page
const isSeen = (element) => !element.hidden && !element.closest("[hidden]");

function use(element) {
  const within = element.getAttribute("href")?.startsWith("#");
  const field = within ? document.querySelector(element.hash) : element;
  if (!field) return;
  if (field === element && field.matches("button, a, summary")) {
    field.click();
    return;
  }
  reveal(field);
}

function reveal(field) {
  for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  field.focus();
  field.scrollIntoView({ block: "center" });
}

function neighbours() {
  const place = document.querySelector("[data-neighbours]");
  if (!place) return;
  const list = JSON.parse(sessionStorage.getItem("list") ?? "[]");
  const at = list.findIndex((url) => new URL(url, location.href).pathname === location.pathname);
  if (at < 0) return;
  for (const [key, url, words] of [["k", list[at - 1], "Previous in the list"], ["j", list[at + 1], "Next in the list"]]) {
    if (!url) continue;
    const link = document.createElement("a");
    link.href = url;
    link.textContent = words;
    link.dataset.key = key;
    place.append(link, " ");
  }
}

// ------------------------------------------------------------------------------------------------- keys
function search() {
  const field = document.querySelector("#content input[type=search], #searchbar");
  if (field) reveal(field);
  else location.assign(dialog.dataset.list);
}

function press(key) {
  if (key === "?") { dialog.showModal(); return true; }
  if (key === "/") { search(); return true; }
  if (!isList()) {
    const named = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find(isSeen);
    if (named) use(named);
    return Boolean(named);
  }
  if (key === "j" || key === "k") { go(key === "j" ? 1 : -1); return true; }
  if (key === "x") { select(); return true; }
  return inList(key);
}

document.addEventListener("keydown", (event) => {
  const isTyped = event.target.closest?.(FIELDS) && !event.target.matches("[type=checkbox], [type=radio]");
  if (event.key === "Escape" && event.target.matches?.("textarea")) {
    // The heading above the box takes the focus, so that nobody is thrown to the top of the page.
    const heading = event.target.closest("section")?.querySelector("h2[tabindex]");
    if (heading) heading.focus();
    else event.target.blur();
    say("Single keys work again.");
    return;
  }
  if (isTyped || dialog.open || event.ctrlKey || event.altKey || event.metaKey || !areOn()) return;
  // A key that is held down goes on through the list, and does nothing else twice.
  if (event.repeat && !"jk".includes(event.key)) return;
  if (event.key.length === 1 && press(event.key)) event.preventDefault();
});

function hintAt(element, key) {
  element.setAttribute("aria-keyshortcuts", key);
  if (!element.matches("a, button")) return;
  const hint = document.createElement("kbd");
  hint.textContent = key;
  hint.setAttribute("aria-hidden", "true");
  element.append(" ", hint);
  if (element.getAttribute("href")?.startsWith("#")) {
    element.addEventListener("click", (event) => {
      event.preventDefault();
      use(element);
    });
  }
}

neighbours();
document.querySelectorAll("[data-key]").forEach((element) => hintAt(element, element.dataset.key));
if (isList()) {
  for (const key of Object.keys(LIST_BUTTONS)) if (listButton(key)) hintAt(listButton(key), key);
}

const opener = document.getElementById("keys-open");
opener.hidden = false;
opener.addEventListener("click", () => dialog.showModal());
onOff.addEventListener("change", turn);
document.addEventListener("focusin", (event) => {
  const row = event.target.closest(ROWS);
  if (row && linkOf(row)) mark(row);
});
show();
if (isList()) {
  sessionStorage.setItem("list", JSON.stringify(rows().map(address)));
}
// A link such as …#reply_text leads to a field, which may be folded away.
if (/^#\w+$/.test(location.hash)) {
  const field = document.querySelector(location.hash);
  if (field?.matches(FIELDS)) reveal(field);
}
