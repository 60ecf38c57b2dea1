// Says who else has this page open, and what has happened since it was made. It asks while the tab is seen, and not
// while it is hidden.

const EVERY = 10_000;
const TYPING_FOR = 15_000;
const box = document.querySelector("[data-presence]");

function tell(place, words) {
  // Said again only when it is new, so that a screen reader is not kept talking.
  if (place.textContent !== words) place.textContent = words;
}

if (box) {
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const others = box.querySelector("[data-others]");
  const happened = box.querySelector("[data-happened]");
  const reply = document.querySelector("[data-draft]")?.elements.text;
  let typedAt = 0;
  let timer;

  const body = (name, value) => {
    const data = new URLSearchParams({ csrfmiddlewaretoken: token, version: box.dataset.version, seen: box.dataset.seen });
    if (name) data.set(name, value);
    return data;
  };

  async function ask() {
    clearTimeout(timer);
    if (document.visibilityState !== "visible") return;
    const isTyping = Date.now() - typedAt < TYPING_FOR;
    try {
      const answer = await fetch(box.dataset.presence, { method: "POST", body: body(isTyping ? "typing" : "", "yes") });
      if (answer.status === 404) {
        tell(happened, "This submission is not in your queues any more. Copy what you typed.");
        return;
      }
      if (answer.ok && !answer.redirected) {
        const said = await answer.json();
        tell(others, said.others);
        if (said.changed) {
          const what = said.happened.length ? `: ${said.happened.join("; ")}` : "";
          tell(happened, `This has changed since you opened it${what}. Load the page again to see it; your draft is kept.`);
        }
      }
    } catch {
      // No connection just now: it is asked again.
    }
    timer = setTimeout(ask, EVERY);
  }

  reply?.addEventListener("input", () => {
    const isNews = Date.now() - typedAt > TYPING_FOR;
    typedAt = Date.now();
    if (isNews) ask();
  });
  document.addEventListener("visibilitychange", ask);
  addEventListener("pagehide", () => navigator.sendBeacon(box.dataset.presence, body("leaves", "yes")));
  ask();
}
