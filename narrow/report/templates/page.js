"use strict";
(() => {
  const all = (css, from = document) => [...from.querySelectorAll(css)];
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const people = all("[data-who]");
  const place = new Map(people.map((person, at) => [person, at]));
  const find = document.getElementById("find");
  const order = document.getElementById("order");
  const found = document.getElementById("found");
  const tools = document.getElementById("tools");
  const texts = new Map();
  const text = (person) => {
    if (!texts.has(person)) texts.set(person, fold(person.textContent));
    return texts.get(person);
  };

  const search = () => {
    const words = fold(find.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const person of people) {
      const fits = words.every((word) => text(person).includes(word));
      person.hidden = !fits;
      if (fits) shown += 1;
    }
    // A fold whose persons are found opens, and one that the search opened closes with it.
    for (const part of all("details.fold")) {
      const inside = part.querySelectorAll("[data-who]");
      if (!inside.length) continue;
      const some = [...inside].some((person) => !person.hidden);
      if (words.length && some && !part.open) { part.open = true; part.dataset.opened = ""; }
      if ((!words.length || !some) && "opened" in part.dataset) { part.open = false; delete part.dataset.opened; }
    }
    const number = (n) => n.toLocaleString("en");
    found.textContent = words.length
      ? `${number(shown)} of ${number(people.length)} names on this page match; the counts above stay those of the whole list`
      : "";
  };

  const by = {
    rank: (a, b) => place.get(a) - place.get(b),
    name: (a, b) => a.dataset.name.localeCompare(b.dataset.name),
    sources: (a, b) => b.dataset.sources - a.dataset.sources || by.rank(a, b),
  };
  const sort = () => {
    for (const list of all("[data-list]")) list.append(...[...list.children].sort(by[order.value]));
  };

  const set = (open) => { for (const part of all("main details")) part.open = open; };
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = all("details:not([open])");
    for (const part of closed) part.open = true;
  });
  addEventListener("afterprint", () => { for (const part of closed) part.open = false; });

  // A page that names nobody has no search, and one without ranks no order.
  if (tools) {
    let waiting = 0;
    find.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(search, 120); });
    if (order) order.addEventListener("change", sort);
    tools.addEventListener("submit", (event) => { event.preventDefault(); search(); });
    document.getElementById("open").addEventListener("click", () => set(true));
    document.getElementById("close").addEventListener("click", () => set(false));
    tools.hidden = false;
  }
  const unfold = () => {
    const at = location.hash && document.getElementById(location.hash.slice(1));
    const part = at && at.closest("details");
    if (part) part.open = true;
  };
  addEventListener("hashchange", unfold);
  unfold();
})();
