// The link back presses the button that keeps what was typed on the page. Without this module the button is there.

for (const link of document.querySelectorAll("[data-presses]")) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    document.getElementById(link.dataset.presses).click();
  });
}
