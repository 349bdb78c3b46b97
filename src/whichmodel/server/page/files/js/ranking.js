// The search engine's steps over its own data, for where no server can be asked.

import { askedFor, likenessOf, queried } from "./asking.js";
import { partsAlike } from "./likeness.js";
import { readingOf, tells, weightOf } from "./reading.js";

/** Where the age of the release stands among what decides. */
const BIRTH = 8;

/** The names as they are searched: the numbers of those that have each part. */
export function indexed(names) {
  const posted = new Map();
  const parts = names.of.map((of) => of.map((part) => names.parts[part]));
  parts.forEach((has, number) => {
    for (const part of new Set(has.map((each) => (each[0] === "o" ? `w${each.slice(1)}` : each)))) {
      if (!posted.has(part)) posted.set(part, []);
      posted.get(part).push(number);
    }
  });
  const words = [...posted.keys()].filter((part) => part[0] === "w").map((part) => part.slice(1));
  const versions = [...posted.keys()].filter((part) => part[0] === "v");
  return { names, parts, posted, words: words.sort(), versions, tables: readingOf(names.tables) };
}

/** The places of the models that the words may mean, best first; `facts` tells of a model. */
export function rankedBy(index, words, facts) {
  const asked = askedFor(index, words);
  const best = new Map();
  for (const number of candidates(index, asked, facts)) {
    for (const found of underName(index, number, asked, facts)) {
      const before = best.get(found.place);
      if (!before || found.share > before.share) best.set(found.place, found);
    }
  }
  const all = [...best.values()];
  const born = births(index, all, facts);
  for (const found of all) found.key[BIRTH] = -dayNumber(born.get(index.names.release[found.row]) || "");
  return all.sort(order).map((found) => found.place);
}

/** By release the first day that is stated for it, where more than one source knows it. */
function births(index, all, facts) {
  const { release, witnesses } = index.names;
  const known = new Map();
  for (const { row, place } of all) {
    const day = facts.born(place);
    if (!day) continue;
    const found = known.get(release[row]) || { day, told: new Set() };
    if (day < found.day) found.day = day;
    for (const each of [facts.provider(place), "another"].slice(0, witnesses[row])) found.told.add(each);
    known.set(release[row], found);
  }
  const witnessed = [...known].filter(([, { told }]) => told.size > 1);
  return new Map(witnessed.map(([each, { day }]) => [each, day]));
}

/** A date as a number; of two that begin alike the longer is the later. */
const dayNumber = (text) => Number(text.replace(/\D/g, "").padEnd(8, "0").slice(0, 8));

function candidates(index, asked, facts) {
  const all = index.parts.keys();
  const { families } = index.tables;
  const words = [...asked.providers].filter(([word]) => !(asked.query.length && families.has(word)));
  const named = [...asked.wish.providers, ...words.map(([, provider]) => provider)];
  if (asked.query.length) {
    const whole = asked.providers.size ? gather(index, queried(index, asked.text), 20, "", facts) : [];
    return new Set([...gather(index, asked.query, index.tables.candidates, named[0], facts), ...whole]);
  }
  if (named.length) return [...all].filter((number) => named.some((each) => offeredBy(index, number, each, facts)));
  const { wish } = asked;
  return wish.words.length || wish.limits.length || wish.kind || wish.status ? all : [];
}

const rowsOf = (index, number) => [index.names.ends[number], index.names.ends[number + 1]];

function offeredBy(index, number, provider, facts) {
  const [from, to] = rowsOf(index, number);
  for (let row = from; row < to; row += 1) {
    if (facts.provider(index.names.model[row]) === provider) return true;
  }
  return false;
}

/** The names that share most with the query; of equals those with little else. */
function gather(index, query, most, provider, facts) {
  const shared = new Map();
  const add = (part, value) => {
    for (const number of index.posted.get(part) || []) shared.set(number, (shared.get(number) || 0) + value);
  };
  for (const wanted of query) {
    for (const [part, value] of choices(index, wanted)) add(part, wanted.weight * value);
  }
  if (provider) {
    for (const number of shared.keys()) {
      if (offeredBy(index, number, provider, facts)) shared.set(number, shared.get(number) + 2);
    }
  }
  const rows = [...shared].sort(([a, one], [b, other]) => other - one || a - b);
  return rows.slice(0, most).map(([number]) => number);
}

function choices(index, wanted) {
  const kind = wanted.part[0];
  if (kind === "w" || kind === "o") return [...wanted.spelled].map(([word, value]) => [`w${word}`, value]);
  if (kind !== "v") return [[wanted.part, 1]];
  const near = index.versions.filter((part) => partsAlike(wanted.part, part) >= 0.85);
  return near.map((part) => [part, part === wanted.part ? 1 : 0.8]);
}

/** A name beside what was typed. */
function comparison(index, query, parts) {
  const left = [...parts];
  const made = { both: 0, lost: 0, pairs: [], extra: [], absent: left };
  const open = query.filter((wanted) => {
    const at = left.indexOf(wanted.part);
    if (at < 0) return true;
    matched(made, wanted, left.splice(at, 1)[0], wanted.weight, 1);
    return false;
  });
  for (const wanted of open) {
    const [value, at] = nearest(wanted, left);
    if (!value) {
      made.extra.push(wanted.part);
      made.lost += wanted.weight;
      continue;
    }
    const part = left.splice(at, 1)[0];
    matched(made, wanted, part, value === 1 ? Math.max(wanted.weight, weightOf(index.tables, part)) : wanted.weight, value);
  }
  return scored(index, query, parts, made);
}

function matched(made, wanted, part, weight, value) {
  made.both += weight * value;
  made.lost += weight * (1 - value);
  made.pairs.push([wanted.part, part]);
}

function nearest(wanted, left) {
  let best = [0, -1];
  left.forEach((part, at) => {
    const value = likenessOf(wanted, part);
    if (value > best[0] || (value === best[0] && value > 0 && part > left[best[1]])) best = [value, at];
  });
  return best;
}

function scored(index, query, parts, made) {
  const said = made.both + made.lost;
  const sized = query.some((wanted) => wanted.part[0] === "z");
  const owned = new Set(parts.filter((part) => part[0] === "o").map((part) => part.slice(1)));
  const lacking = made.absent.reduce((sum, part) => {
    const weight = owned.has(part.slice(1)) ? index.tables.owner : weightOf(index.tables, part);
    return sum + weight * (sized || part[0] !== "z" ? 1 : 0.5);
  }, 0);
  const score = made.both ? made.both / (said + lacking * index.tables.absence) : 0;
  return { ...made, score, share: made.both ? made.both / said : 0 };
}

function* underName(index, number, asked, facts) {
  const { names, tables } = index;
  const compared = comparison(index, asked.query, index.parts[number]);
  if (asked.query.length && compared.share < tables.near) return;
  const words = new Set(index.parts[number].map((part) => part.slice(1)));
  const foreign = strange(tables, compared, asked);
  const [from, to] = rowsOf(index, number);
  for (let row = from; row < to; row += 1) {
    const place = names.model[row];
    if (!granted(asked.wish, place, words, facts)) continue;
    const share = shareAt(tables, facts.provider(place), compared, words, asked);
    if (share < tables.near) continue;
    const exact = names.plain[number] === 1 && facts.isExactly(place, asked.text.toLowerCase());
    yield { place, row, share, key: keyOf(index, row, compared, { share, foreign, exact, alone: asked.query.length === 1 }, facts) };
  }
}

function granted(wish, place, words, facts) {
  const { providers, kind, status, limits } = wish;
  return (!providers.size || providers.has(facts.provider(place)))
    && (!kind || kind === "all" || kind === facts.kind(place))
    && (!status || status === "all" || status === facts.status(place))
    && limits.every((limit) => facts.within(place, limit))
    && wish.words.every((word) => words.has(word) || facts.can(place, word));
}

/** With the words that name a provider: the model is there, or its name has the word. */
function shareAt(tables, provider, compared, words, asked) {
  const weight = tables.kinds.w;
  let typed = asked.query.reduce((sum, wanted) => sum + wanted.weight, 0);
  let both = compared.share * typed;
  const here = another(compared) ? tables.otherwise : 1;
  for (const [word, named] of asked.providers) {
    if (tables.families.has(word)) {
      both += compared.extra.includes(`w${word}`) && provider === named ? weight * tables.maker : 0;
      continue;
    }
    typed += weight;
    if (provider === named) both += weight * here;
    else if (words.has(word)) both += weight * tables.inName;
  }
  return typed ? both / typed : 1;
}

/** Whether a name has another version or size than the one that was typed, or none. */
function another({ pairs, extra }) {
  const unlike = pairs.filter(([typed, part]) => partsAlike(typed, part) <= 0.4).map(([typed]) => typed);
  return [...extra, ...unlike].some((part) => "vz".includes(part[0]));
}

/** How many parts of the name make it another model than the one that was typed. */
function strange(tables, { pairs, absent }, { query, providers, wish }) {
  const typed = new Set(pairs.map(([, part]) => part[0]));
  const family = pairs.some(([, part]) => tables.families.has(part.slice(1)));
  const other = absent.filter((part) => {
    const word = part.slice(1);
    return tells(tables, part) && (part[0] === "w" || typed.has(part[0]))
      && (family || !tables.families.has(word)) && !providers.has(word) && !wish.words.includes(word);
  });
  const ownTune = family && query.length === 1 && !other.some((part) => tables.tuners.has(part.slice(1)));
  return Math.max(0, other.length - ownTune);
}

function keyOf(index, row, compared, { share, foreign, exact, alone }, facts) {
  const { names, tables } = index;
  const place = names.model[row];
  const version = compared.pairs.some(([, part]) => part[0] === "v");
  const beyond = compared.absent.filter((part) => tables.others.has(part.slice(1))
    || (tells(tables, part) && !part.startsWith(tables.active) && !tables.families.has(part.slice(1)))).length;
  const bare = alone && tables.families.has(compared.pairs[0]?.[1].slice(1)) && !beyond;
  return [
    !exact, -Math.round(share * 100), foreign, facts.isOver(place),
    !["", "chat"].includes(facts.kind(place)), !facts.isOwn(place), version ? beyond : 0,
    !(bare && names.home[row]), 0, names.then[row], compared.absent.some((part) => tables.marks.has(part.slice(1))),
    names.host[row], -Math.round(share * (0.5 + 0.5 * compared.score) * 1000), names.last[row],
  ].map(Number);
}

function order(one, other) {
  const at = one.key.findIndex((value, place) => value !== other.key[place]);
  return at < 0 ? 0 : one.key[at] - other.key[at];
}
