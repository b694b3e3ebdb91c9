// The article page: every answer is saved at once; the server sends back how the article stands.
"use strict";
(() => {
  const workspace = document.getElementById("arbete");
  const state = () => document.getElementById("lage");
  let waiting = Promise.resolve();
  let active = 0;
  let activeKey = "";

  // saving

  function collect(control) {
    const body = new URLSearchParams();
    const box = control.closest("[data-falt]");
    if (box) {
      const places = [];
      for (const field of box.querySelectorAll("[name]")) {
        if (field.type !== "checkbox") body.set(field.name, field.value);
        else if (field.checked) places.push(field.value);
      }
      if (places.length) body.set("platser", places.join(","));
    }
    const data = control.dataset;
    for (const name of ["gor", "variabel", "om", "varde", "forra", "beslut"]) {
      if (name in data) body.set(name, data[name]);
    }
    if (control.matches("select[data-gor], input[data-gor]")) body.set("varde", control.value);
    body.set("hash", state().dataset.hash);
    body.set("urval", state().dataset.urval);
    return body;
  }

  function say(words, isWrong) {
    const place = document.getElementById("besked");
    place.textContent = words;
    place.classList.toggle("ruta", isWrong);
    place.classList.toggle("fel", isWrong);
  }

  async function save(id) {
    const control = document.getElementById(id);
    if (!control || control.disabled) return;
    const body = collect(control);
    let answer;
    try {
      answer = await fetch(state().dataset.adress, {
        method: "POST", body, credentials: "same-origin", redirect: "error",
        headers: { "x-csrftoken": state().dataset.nyckel, "x-granska": "1" },
      });
    } catch {
      say("Ingen kontakt med servern. Det senaste valet är inte sparat: försök igen.", true);
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("lage");
    if (!fresh) {
      const words = page.querySelector("main p, body p");
      say(words ? words.textContent : "Det gick inte att spara. Ladda om sidan.", true);
      return;
    }
    replace(fresh, answer.ok ? control : null);
  }

  // What is half written survives; only what was just saved is emptied.
  function replace(fresh, saved) {
    const open = [...workspace.querySelectorAll("details[open][id]")].map((d) => d.id);
    const done = saved ? saved.closest("[data-falt]") : null;
    const drafts = [];
    for (const field of workspace.querySelectorAll("[data-utkast]")) {
      if (done && done.contains(field)) continue;
      const value = field.type === "checkbox" ? field.checked : field.value;
      const standard = field.type === "checkbox" ? field.defaultChecked : field.defaultValue ?? "";
      if (value !== standard) drafts.push([field.id, value]);
    }
    const scrolled = document.getElementById("textspalt")?.scrollTop || 0;
    const focused = document.activeElement ? document.activeElement.id : "";
    workspace.replaceChildren(fresh);
    document.getElementById("textspalt").scrollTop = scrolled;
    for (const id of open) {
      const details = document.getElementById(id);
      if (details) details.open = true;
    }
    for (const [id, value] of drafts) {
      const field = document.getElementById(id);
      if (!field) continue;
      if (field.type === "checkbox") field.checked = value;
      else field.value = value;
    }
    const same = cards().findIndex((card) => card.dataset.nyckel === activeKey);
    activate(same < 0 ? active : same, false);
    const wrong = document.getElementById("fel");
    const back = document.getElementById(focused);
    if (wrong) wrong.focus();
    else if (back && !back.disabled) back.focus({ preventScroll: true });
    else if (focused) (cards()[active] || workspace).focus?.({ preventScroll: true });
  }

  function enqueue(id) {
    waiting = waiting.then(() => save(id));
    return waiting;
  }

  workspace.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-gor]");
    if (button) enqueue(button.id);
    const name = event.target.closest("mark[data-person]");
    if (name) activate(Number(name.dataset.person), true);
  });
  workspace.addEventListener("change", (event) => {
    if (event.target.matches("select[data-gor], input[data-gor]")) enqueue(event.target.id);
  });
  workspace.addEventListener("input", (event) => {
    if (event.target.id === "ord") {
      document.getElementById("fran").value = "";
      document.getElementById("till").value = "";
    }
  });
  workspace.addEventListener("focusin", (event) => {
    const card = event.target.closest("[data-kort]");
    if (card) activate(Number(card.dataset.kort) - 1, false);
  });

  // persons

  const cards = () => [...workspace.querySelectorAll("[data-kort]")];

  function activate(number, move) {
    const all = cards();
    if (!all.length) return;
    active = Math.max(0, Math.min(number, all.length - 1));
    activeKey = all[active].dataset.nyckel;
    all.forEach((card, i) => card.classList.toggle("aktiv", i === active));
    for (const mark of workspace.querySelectorAll("mark[data-person]")) {
      mark.classList.toggle("vald", Number(mark.dataset.person) === active);
    }
    if (move) {
      all[active].focus({ preventScroll: true });
      all[active].scrollIntoView({ block: "nearest" });
    }
  }

  // marking text: offsets count characters of the whole text, numbers of persons left out

  function measure(node, offset) {
    const part = (node.nodeType === 1 ? node : node.parentElement).closest("[data-start]");
    if (!part) return null;
    const range = document.createRange();
    range.selectNodeContents(part);
    range.setEnd(node, offset);
    const copy = range.cloneContents();
    for (const number of copy.querySelectorAll("sup")) number.remove();
    return Number(part.dataset.start) + [...copy.textContent].length;
  }

  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    const text = document.getElementById("text");
    const field = document.getElementById("ord");
    if (!field || !text || selection.isCollapsed || !selection.rangeCount) return;
    const range = selection.getRangeAt(0);
    if (!text.contains(range.commonAncestorContainer)) return;
    const start = measure(range.startContainer, range.startOffset);
    const end = measure(range.endContainer, range.endOffset);
    const copy = range.cloneContents();
    for (const number of copy.querySelectorAll("sup")) number.remove();
    const words = copy.textContent;
    if (start === null || end === null || !words.trim()) return;
    field.value = words;
    document.getElementById("fran").value = start;
    document.getElementById("till").value = end;
  });

  // keys

  const switchBox = document.getElementById("kortkommandon");
  const remembered = "granska-kortkommandon";
  if (switchBox) {
    switchBox.checked = localStorage.getItem(remembered) !== "av";
    switchBox.addEventListener("change", () => {
      localStorage.setItem(remembered, switchBox.checked ? "pa" : "av");
    });
  }

  function growth(value) {
    return workspace.querySelector(`button[data-variabel="growth"][data-varde="${value}"]`);
  }

  const person = (part) => document.getElementById(`k${active + 1}-${part}`);
  const theme = (i) => workspace.querySelectorAll('button[data-variabel="themes"]')[i];
  // Keys are taken one after another: who types ahead answers the person that was meant.
  const KEYS = {
    1: () => person("woman"), 2: () => person("man"), 3: () => person("nonbinary"),
    4: () => person("unknown"), 5: () => person("ja"), 6: () => person("nej"),
    7: () => growth("growth"), 8: () => growth("not_growth"), 0: () => person("ingen"),
    q: () => theme(0), w: () => theme(1), e: () => theme(2), r: () => theme(3), t: () => theme(4),
    u: () => document.getElementById("angra"),
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || (switchBox && !switchBox.checked)) return;
    if (event.target.closest("input, textarea, select")) return;
    const key = event.key.toLowerCase();
    if (key === "j" || key === "k") {
      waiting = waiting.then(() => activate(active + (key === "j" ? 1 : -1), true));
    } else if (key === "g") {
      waiting.then(() => document.getElementById("klar")?.click());
    } else if (key === "m") {
      document.getElementById("ord")?.focus();
    } else if (key in KEYS) {
      waiting = waiting.then(() => {
        const control = KEYS[key]();
        return control ? save(control.id) : undefined;
      });
    } else {
      return;
    }
    event.preventDefault();
  });

  // A link from a figure names its person by the number in the text.
  const wanted = /^#k(\d+)$/.exec(location.hash);
  activate(wanted ? Number(wanted[1]) - 1 : 0, Boolean(wanted));
})();
