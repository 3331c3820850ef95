// Counting again what SQL decided: the meaning of every line here is said in narrow/results/
// (pattern.py, patterns.py, rank.py), and tests/notebook/ compares the two.
//
// `data` is what report/explore_table.py gives. `chosen` says for each clue its role and the place of
// the reading that decides: {commander: {role: "required", reading: 0}}. `codes` are verdicts by
// column, the population first. No function here changes what it is given.

export const NOT_MET = -1;
export const NO_RECORD = 0;
export const IN_DOUBT = 1;
export const MET = 2;

export const asWritten = (data) =>
  Object.fromEntries(data.clues.map((c) => [c.id, { role: c.role, reading: c.reading }]));

export const isAsWritten = (data, chosen) =>
  data.clues.every((c) => chosen[c.id].role === c.role && chosen[c.id].reading === c.reading);

// --- one person or pattern ------------------------------------------------------------------------

export const taking = (data, chosen) => data.clues.filter((c) => chosen[c.id].role !== "off");

export const required = (data, chosen) =>
  taking(data, chosen).filter((c) => chosen[c.id].role !== "supporting");

// The best of the readings that count: those up to the one that decides.
export const deciding = (clue, reading, codes) => {
  let best = NOT_MET;
  for (let at = 0; at <= reading; at += 1) best = Math.max(best, codes[clue.column + at]);
  return best;
};

// The narrowest reading that gives the verdict; of a no, the one that decides.
export const readingOf = (clue, reading, codes) => {
  const verdict = deciding(clue, reading, codes);
  if (verdict === NOT_MET) return reading;
  let at = 0;
  while (codes[clue.column + at] !== verdict) at += 1;
  return at;
};

// A clue required strictly drops the not known.
export const kept = (role, verdict) =>
  role === "required-strictly" && verdict !== MET ? NOT_MET : verdict;

const step = (chosen, clue, codes) => {
  const { role, reading } = chosen[clue.id];
  return kept(role, deciding(clue, reading, codes));
};

export const status = (data, chosen, codes) =>
  required(data, chosen).reduce((least, clue) => Math.min(least, step(chosen, clue, codes)), codes[0]);

export const stoppedBy = (data, chosen, codes) =>
  required(data, chosen).find((clue) => step(chosen, clue, codes) === NOT_MET) || null;

// --- everybody ------------------------------------------------------------------------------------

const KEYS = { [MET]: "met", [IN_DOUBT]: "in_doubt", [NO_RECORD]: "no_record", [NOT_MET]: "not_met" };

const count = (pairs) => {
  const counts = { met: 0, in_doubt: 0, no_record: 0, not_met: 0, by_hand: 0 };
  for (const [verdict, persons] of pairs) counts[KEYS[verdict]] += persons;
  return counts;
};

const persons = (pattern) => pattern[pattern.length - 1];

export const total = (c) => c.met + c.in_doubt + c.no_record + c.not_met + c.by_hand;

export const high = (c) => c.met + c.in_doubt + c.no_record;

// Who would be on the list and is taken off by hand is counted apart.
const lessByHand = (data, chosen, counted) => {
  const counts = { ...counted };
  for (const pattern of data.by_hand) {
    const stands = status(data, chosen, pattern);
    if (stands === NOT_MET) continue;
    counts[KEYS[stands]] -= persons(pattern);
    counts.by_hand += persons(pattern);
  }
  return counts;
};

export const counts = (data, chosen) =>
  lessByHand(data, chosen, count(data.patterns.map((p) => [status(data, chosen, p), persons(p)])));

// One clue by itself, in the reading chosen for it, over the whole population.
export const alone = (data, clue, reading) =>
  count(data.patterns.map((p) => [Math.min(p[0], deciding(clue, reading, p)), persons(p)]));

// The required clues in the order of the case; each step speaks of those left before it. Who is taken
// off by hand goes with the last of them.
export const funnel = (data, chosen) => {
  let left = data.patterns.map((p) => [p, p[0]]);
  return required(data, chosen).map((clue, at, all) => {
    const now = left.map(([p, before]) => [p, Math.min(before, step(chosen, clue, p))]);
    left = now.filter(([, verdict]) => verdict !== NOT_MET);
    const counted = count(now.map(([p, verdict]) => [verdict, persons(p)]));
    return {
      clue: clue.id,
      reading: clue.readings[chosen[clue.id].reading].name,
      counts: at < all.length - 1 ? counted : lessByHand(data, chosen, counted),
    };
  });
};

// --- the order of the list ------------------------------------------------------------------------

const UNGRADED = [6, 6];

const worse = (a, b) => a.steps[0] - b.steps[0] || a.steps[1] - b.steps[1] || (a.grade < b.grade ? -1 : 1);

// How well a person is documented: the weakest grade among the clues, and the distinct sources.
export const documented = (data, chosen, person) => {
  const decisive = required(data, chosen);
  let weakest = null;
  const sources = new Set();
  for (const clue of decisive.length ? decisive : taking(data, chosen)) {
    const fact = factOf(data, chosen, clue, person);
    for (const source of fact.sources) sources.add(source);
    if (fact.grade && (!weakest || worse(fact, weakest) > 0)) weakest = fact;
  }
  return { grade: weakest ? weakest.grade : "", steps: weakest ? weakest.steps : UNGRADED, sources: sources.size };
};

// What decided a clue for a person: the facts stand by reading, without the population.
export const factOf = (data, chosen, clue, person) =>
  data.facts[person.facts[clue.column - 1 + readingOf(clue, chosen[clue.id].reading, person.codes)]];

const standing = (data, chosen, person, stands) => {
  const found = documented(data, chosen, person);
  const away = required(data, chosen).map((clue) => readingOf(clue, chosen[clue.id].reading, person.codes));
  const steps = away.reduce((sum, one) => sum + one, 0);
  return { ...found, key: [-stands, steps, ...found.steps, -found.sources] };
};

const compare = (a, b) => {
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) return a[at] - b[at];
  return 0;
};

// Who is on the list, in order; equal persons share a rank, and stand in the order of `data`, which
// is that of their ids. A weighed case has its own order for as long as it is as it was written.
export const list = (data, chosen) => {
  const weighed = data.weighed && isAsWritten(data, chosen);
  const on = [];
  for (const person of data.people) {
    const stands = status(data, chosen, person.codes);
    if (stands === NOT_MET || person.taken_off) continue;
    const found = standing(data, chosen, person, stands);
    on.push({ person, status: stands, ...found, key: weighed ? [person.rank] : found.key });
  }
  on.sort((a, b) => compare(a.key, b.key));
  let rank = 0;
  return on.map((one, at) => {
    if (!at || compare(one.key, on[at - 1].key)) rank = at + 1;
    return { ...one, rank };
  });
};

// Who is off the list by a clue, and by which, or outside the population.
export const out = (data, chosen) =>
  data.people
    .filter((person) => status(data, chosen, person.codes) === NOT_MET)
    .map((person) => ({ person, clue: stoppedBy(data, chosen, person.codes) }));

// Who would be on the list and is taken off by hand.
export const byHand = (data, chosen) =>
  data.people
    .filter((person) => person.taken_off)
    .map((person) => ({ person, status: status(data, chosen, person.codes) }))
    .filter((one) => one.status !== NOT_MET);

// --- in words -------------------------------------------------------------------------------------

export const many = (number) => number.toLocaleString("en");

export const between = (c) => (c.met === high(c) ? many(c.met) : `${many(c.met)} to ${many(high(c))}`);

export const outcome = (c) =>
  `${many(c.met)} fit, ${many(c.in_doubt)} in doubt, ${many(c.no_record)} without record, ` +
  `${many(c.not_met)} do not${c.by_hand ? `, ${many(c.by_hand)} taken off by hand` : ""}: ` +
  `${between(c)} of ${many(total(c))}`;

// --- what was chosen ------------------------------------------------------------------------------

// Take over what is sound of a choice that came from elsewhere; the rest stays as it was written.
export const sound = (data, chosen) =>
  Object.fromEntries(
    data.clues.map((c) => {
      const { role, reading } = (chosen && chosen[c.id]) || {};
      const there = Number.isInteger(reading) && reading >= 0 && reading < c.readings.length;
      return [c.id, { role: c.roles.includes(role) ? role : c.role, reading: there ? reading : c.reading }];
    }),
  );
