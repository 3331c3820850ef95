// Drawing what counting.js counts. Every text goes in as textContent, and nothing is fetched.

const FIRST = 100; // names of a group that are drawn at once

const ROLES = {
  off: "off",
  supporting: "supporting",
  required: "required",
  "required-strictly": "required, the not known dropped",
};
const GROUPS = [
  [MET, "Fits"],
  [IN_DOUBT, "In doubt"],
  [NO_RECORD, "Without record"],
];

const make = (name, given = {}, ...inside) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(given)) {
    if (value === false || value === null || value === undefined) continue;
    if (key === "class") made.className = value;
    else if (typeof value === "function") made.addEventListener(key, value);
    else made.setAttribute(key, value === true ? "" : String(value));
  }
  for (const one of inside.flat(3)) if (one !== null && one !== undefined && one !== "") made.append(one);
  return made;
};

const plural = (number, word) => `${many(number)} ${word}${number === 1 ? "" : "s"}`;

// A name has its own direction of writing, which must not turn what stands around it.
const named = (text) => make("bdi", {}, text);

const linked = (source) => {
  const web = /^https?:\/\//i.test(source.url);
  const text = web
    ? make("a", { href: source.url, target: "_blank", rel: "noopener noreferrer" }, source.says)
    : source.says;
  return [text, source.grade ? `, grade ${source.grade}` : ""];
};

const marker = (data) => (code, { word = false } = {}) => {
  const { key, mark, word: said } = data.verdicts.find((v) => v.code === code);
  return make(
    "span",
    { class: "verdict" },
    make("span", { class: `mark ${key}`, "aria-hidden": "true" }, mark),
    make("span", { class: word ? "word" : "hidden" }, word ? ` ${said}` : said),
  );
};

const bar = (data, of, counted) =>
  make(
    "span",
    { class: "bar", "aria-hidden": "true" },
    data.verdicts
      .filter(({ key }) => counted[key])
      .map(({ key }) => {
        const part = make("span", { class: `part ${key}` });
        part.style.width = `${(100 * counted[key]) / (of || 1)}%`;
        return part;
      }),
  );

// --- what can be switched -------------------------------------------------------------------------

const radio = (name, value, label, more, change) =>
  make(
    "label",
    {},
    make("input", { type: "radio", name, value, change }),
    make("span", {}, label, more ? make("span", { class: "more" }, more) : null),
  );

const clueSwitch = (data, clue, tag, choose) => {
  const roles = clue.roles.map((role) =>
    radio(`${tag}-role`, role, ROLES[role], "", () => choose(clue, { role })),
  );
  const readings = clue.readings.map((reading, at) =>
    radio(`${tag}-reading`, at, reading.says || reading.name, ` (${reading.name})`, () => choose(clue, { reading: at })),
  );
  const several = clue.readings.length > 1;
  const first = clue.readings[0].says || clue.readings[0].name;
  return make(
    "fieldset",
    { class: "clue", "data-clue": clue.id },
    make("legend", {}, `“${clue.quote}”`, make("span", { class: "id" }, ` ${clue.id}`)),
    make("div", { class: "roles", role: "radiogroup", "aria-label": `What ${clue.id} does` }, roles),
    several || first !== clue.quote
      ? make(
          "fieldset",
          { class: "readings" },
          make("legend", {}, several ? "Counts up to this reading:" : "Read as:"),
          several ? readings : make("p", {}, first),
        )
      : null,
    make("p", { class: "alone" }),
    clue.note ? make("p", { class: "note" }, clue.note) : null,
    clue.source ? make("p", { class: "note" }, clue.source) : null,
  );
};

const setSwitch = (data, clue, chosen, at) => {
  const { role, reading } = chosen[clue.id];
  for (const input of at.querySelectorAll(".roles input")) input.checked = input.value === role;
  for (const input of at.querySelectorAll(".readings input")) {
    input.checked = Number(input.value) === reading;
    input.closest("label").classList.toggle("counting", role !== "off" && Number(input.value) <= reading);
  }
  for (const readings of at.querySelectorAll(".readings")) readings.disabled = role === "off";
  at.classList.toggle("off", role === "off");
  const changed = role !== clue.role || reading !== clue.reading;
  const by = alone(data, clue, reading);
  at.querySelector(".alone").textContent =
    `By itself: ${between(by)} of ${many(total(by))}${changed ? "; changed from what the case says" : ""}`;
};

// --- what follows ---------------------------------------------------------------------------------

const funnelRows = (data, chosen) => {
  const row = (says, cells, drawn) =>
    make(
      "tr",
      {},
      make("th", { scope: "row" }, says),
      cells.map((n) => make("td", {}, n)),
      make("td", { class: "drawn" }, drawn),
    );
  const everyone = make("span", { class: "bar", "aria-hidden": "true" }, make("span", { class: "part everyone" }));
  const first = row(data.population_says, ["", "", "", "", many(data.population)], everyone);
  const steps = funnel(data, chosen).map(({ clue, reading, counts: c }) =>
    row(
      [clue, make("span", { class: "id" }, ` ${reading}`)],
      [many(c.met), many(c.in_doubt), many(c.no_record), many(c.not_met), many(high(c))],
      bar(data, data.population, { ...c, not_met: 0 }),
    ),
  );
  return [first, ...steps];
};

const clueOf = (data, chosen, clue, person, marked) => {
  const { role, reading } = chosen[clue.id];
  const verdict = deciding(clue, reading, person.codes);
  const fact = factOf(data, chosen, clue, person);
  const read = clue.readings[readingOf(clue, reading, person.codes)];
  return make(
    "li",
    {},
    make("p", {}, marked(verdict, { word: true }), `, ${clue.id}`, role === "supporting" ? " (supporting)" : "", `: “${clue.quote}”`),
    make("p", { class: "because" }, fact.because),
    clue.readings.length > 1
      ? make("p", { class: "note" }, `Read as: ${read.says || read.name}. `, clue.readings.map((one, at) => [
          make("span", { class: "by" }, marked(person.codes[clue.column + at], { word: true }), ` ${one.name}`),
          " ",
        ]))
      : null,
    fact.sources.length
      ? make("ul", { class: "sources", "aria-label": "Sources" }, fact.sources.map((at) => make("li", {}, linked(data.sources[at]))))
      : null,
  );
};

const personRow = (data, chosen, one, marked, opened) => {
  const { person } = one;
  const taken = taking(data, chosen);
  const marks = taken.map((clue) =>
    make("span", {}, make("span", { class: "hidden" }, `${clue.id}: `), marked(deciding(clue, chosen[clue.id].reading, person.codes))),
  );
  const said = one.clue === undefined
    ? [plural(one.sources, "source"), one.grade ? `, grade ${one.grade}` : ""]
    : [one.clue ? `by ${one.clue.id}` : "not in the population"];
  const details = make(
    "details",
    { open: opened.has(person.id) },
    make(
      "summary",
      {},
      make("span", { class: "rank" }, one.rank ? [make("span", { class: "hidden" }, "rank "), many(one.rank)] : ""),
      make("b", { class: "name" }, named(person.name)),
      make("span", { class: "marks" }, marks),
      make("span", { class: "documented" }, said),
    ),
  );
  const fill = () => {
    if (details.open) opened.add(person.id);
    else opened.delete(person.id);
    if (!details.open || details.children.length > 1) return;
    details.append(
      make("p", { class: "note" }, "id ", make("code", {}, person.id)),
      make("ul", { class: "facts" }, taken.map((clue) => clueOf(data, chosen, clue, person, marked))),
    );
  };
  details.addEventListener("toggle", fill);
  fill();
  return make("li", { class: "person" }, details);
};

const names = (rows, draw) => {
  const at = make("ol", { class: "people" }, rows.slice(0, FIRST).map(draw));
  if (rows.length <= FIRST) return [at];
  const rest = make("button", { type: "button" }, `Show ${many(rows.length - FIRST)} more`);
  rest.addEventListener("click", () => {
    const before = at.children.length;
    at.append(...rows.slice(before).map(draw));
    rest.remove();
    at.children[before].querySelector("summary").focus();
  });
  return [at, rest];
};

const folded = (says, inside) => make("details", { class: "fold" }, make("summary", {}, says), inside);

const unnamed = (data, number) =>
  number > 0
    ? make("p", { class: "note" }, `${many(number)} more are counted and not named here: of ${many(data.population)} persons, ${many(data.people.length)} were handed to this widget by name, those who stand highest in the case as it is written.`)
    : null;

const groups = (data, chosen, marked, opened) => {
  const counted = counts(data, chosen);
  const on = list(data, chosen);
  const off = out(data, chosen);
  const taken = byHand(data, chosen);
  const draw = (one) => personRow(data, chosen, one, marked, opened);
  const drawn = GROUPS.map(([code, title]) => {
    const { key } = data.verdicts.find((v) => v.code === code);
    const mine = on.filter((one) => one.status === code);
    const hand = taken.filter((one) => one.status === code).length;
    const says = code === MET && !required(data, chosen).length ? "Everybody, for no clue is required" : title;
    const people = mine.length ? names(mine, draw) : [make("p", { class: "note" }, "nobody by name")];
    const inside = code === NO_RECORD && mine.length ? folded(`Show ${plural(mine.length, "name")}`, people) : people;
    return make(
      "section",
      { "data-group": key },
      make("h4", {}, marked(code), ` ${says} (${many(counted[key] - hand)})`),
      code === NO_RECORD ? make("p", { class: "note" }, "Nothing on record says either way, and the record is not complete for them.") : null,
      inside,
      unnamed(data, counted[key] - hand - mine.length),
    );
  });
  const hands = taken.length
    ? make(
        "section",
        { "data-group": "by_hand" },
        make("h4", {}, `Taken off by hand (${many(taken.length)}); the count at the top still holds them`),
        make("ul", {}, taken.map(({ person, status: stands }) =>
          make("li", {}, marked(stands), " ", make("b", {}, named(person.name)), `: ${person.taken_off}`))),
      )
    : null;
  const ruledOut = make(
    "section",
    { "data-group": "not_met" },
    make("h4", {}, marked(NOT_MET), ` Do not fit (${many(counted.not_met)})`),
    off.length ? folded(`Show ${plural(off.length, "name")}, each with the first clue that rules them out`, names(off, draw)) : make("p", { class: "note" }, "nobody by name"),
    unnamed(data, counted.not_met - off.length),
  );
  return [...drawn, hands, ruledOut].filter(Boolean);
};

const orderSaid = (data, chosen) => {
  if (data.weighed && isAsWritten(data, chosen)) return "Ranked by weight, as in the answer.";
  const by = "Ranked by how near the narrowest reading is, then by grade and number of sources; equal ranks are equally documented.";
  const whole = data.people.length < data.population ? " Ranks are those among the persons named here." : "";
  return `${by}${data.weighed ? " The weights belong to the case as it is written and are not used here." : ""}${whole}`;
};

// --- the whole ------------------------------------------------------------------------------------

const frame = (data, tag, choose, reset) => {
  const at = {
    headline: make("p", { class: "headline", role: "status", "aria-live": "polite", "aria-atomic": "true" }),
    whole: make("div", { class: "whole" }),
    key: make("ul", { class: "key" }),
    changed: make("p", { class: "note changed" }),
    now: make("span", { class: "now", "aria-hidden": "true" }),
    reset: make("button", { type: "button", click: reset }, "As the case is written"),
    switches: data.clues.map((clue, n) => clueSwitch(data, clue, `${tag}-${n}`, choose)),
    rows: make("tbody"),
    order: make("p", { class: "note" }),
    groups: make("div", { class: "groups" }),
  };
  const { case: asked, register } = data;
  const about = `case ${asked.id}, as of ${asked.as_of}, about ${asked.about}${asked.purpose ? `, asked for: ${asked.purpose}` : ""}`;
  at.root = make(
    "section",
    { class: "narrow-explore", "aria-label": `Switch the clues of ${asked.id}` },
    make(
      "header",
      {},
      make("h3", {}, asked.title),
      make("p", { class: "note" }, about),
      make("p", { class: "note" }, `register ${register.title}: ${plural(register.persons, "person")}; population: ${data.population_says} (${many(data.population)})`),
      at.headline,
      at.whole,
      at.key,
      make("p", { class: "care" }, data.care),
    ),
    make(
      "div",
      { class: "sides" },
      make(
        "form",
        { class: "switches", "aria-label": "Clues", submit: (event) => event.preventDefault() },
        make("h4", {}, "Clues"),
        make("p", { class: "tools" }, at.reset, at.now),
        at.changed,
        at.switches,
      ),
      make(
        "div",
        { class: "follows" },
        make("h4", {}, "Narrowing, clue by clue"),
        make(
          "table",
          {},
          make("caption", { class: "hidden" }, "Of those left before each required clue, how many stand how, and how many are left"),
          make("thead", {}, make("tr", {}, ["required clue", ...data.verdicts.map((v) => v.word), "left", ""].map((head, n) =>
            make(n === 6 ? "td" : "th", n === 6 ? {} : { scope: "col" }, head)))),
          at.rows,
        ),
        at.order,
        at.groups,
      ),
    ),
  );
  return at;
};

export const mount = (data, el, start, tell) => {
  const tag = `narrow-${Math.random().toString(36).slice(2)}`;
  const marked = marker(data);
  const opened = new Set();
  let chosen = sound(data, start);

  const draw = () => {
    const counted = counts(data, chosen);
    data.clues.forEach((clue, n) => setSwitch(data, clue, chosen, at.switches[n]));
    at.headline.textContent = outcome(counted);
    at.now.textContent = `${between(counted)} of ${many(total(counted))}`;
    at.whole.replaceChildren(bar(data, data.population, counted));
    at.key.replaceChildren(...data.verdicts.map((v) =>
      make("li", {}, make("span", { class: `sample part ${v.key}`, "aria-hidden": "true" }), " ", marked(v.code, { word: true }), ` ${many(counted[v.key])}`)));
    const same = isAsWritten(data, chosen);
    at.changed.textContent = same ? "The clues stand as the case is written." : "Changed: this is not the case as it is written.";
    at.changed.classList.toggle("is", !same);
    at.rows.replaceChildren(...funnelRows(data, chosen));
    at.order.textContent = `${orderSaid(data, chosen)} Beside a name, in the order: ${taking(data, chosen).map((c) => c.id).join(", ") || "no clue"}.`;
    at.groups.replaceChildren(...groups(data, chosen, marked, opened));
  };
  const set = (next) => {
    chosen = next;
    draw();
    tell(chosen);
  };
  const at = frame(
    data,
    tag,
    (clue, change) => set({ ...chosen, [clue.id]: { ...chosen[clue.id], ...change } }),
    () => set(asWritten(data)),
  );
  draw();
  el.append(at.root);
  return (given) => {
    const next = sound(data, given);
    if (JSON.stringify(next) === JSON.stringify(chosen)) return;
    chosen = next;
    draw();
  };
};

export default {
  render({ model, el }) {
    const told = mount(model.get("table"), el, model.get("chosen"), (chosen) => {
      model.set("chosen", chosen);
      try {
        model.save_changes();
      } catch {
        // without a kernel nothing is told, and everything here goes on
      }
    });
    const changed = () => told(model.get("chosen"));
    model.on("change:chosen", changed);
    return () => model.off("change:chosen", changed);
  },
};
