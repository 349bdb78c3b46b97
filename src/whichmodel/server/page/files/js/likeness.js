// How alike two parts of names are, from 0 to 1.

const numbersIn = (text) => text.match(/\d+/g) || [];
const same = (one, other) => one.length === other.length && one.every((each, at) => each === other[at]);

function trimmed(numbers) {
  const kept = [numbers[0], ...numbers.slice(1).map((number) => number.replace(/0+$/, ""))];
  while (kept.length > 1 && kept.at(-1) === "") kept.pop();
  return kept;
}

function versionsAlike(typed, known) {
  if (typed.replaceAll("o", "0") === known.replaceAll("o", "0")) return 0.9;
  if (/^\p{L}/u.test(typed) && typed[0] !== known[0]) return 0;
  const mine = numbersIn(typed);
  const theirs = numbersIn(known);
  if (mine.join("") === theirs.join("")) {
    return typed.replaceAll(".", "") === known.replaceAll(".", "") ? 0.95 : 0.5;
  }
  if (same(trimmed(mine), trimmed(theirs))) return 0.85;
  if (same(mine, theirs.slice(0, mine.length))) return 0.4;
  if (same(theirs, mine.slice(0, theirs.length))) return 0.1;
  if (mine.length === 2 && theirs.length === 2 && mine[0] === theirs[0]) {
    return 0.155 - 0.005 * Math.min(9, Math.abs(mine[1] - theirs[1]));
  }
  return 0;
}

export function begunAlike(one, other) {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return at;
}

function datesAlike(typed, known) {
  if (known.includes(typed) || typed.includes(known)) return 0.9;
  if (typed.slice(2) + typed.slice(0, 2) === known) return 0.9;
  return (0.2 * begunAlike(typed, known)) / Math.max(typed.length, known.length);
}

const equal = (typed, known) => Number(typed === known);
const sized = (number, size) => (/[bkm]$/.test(size) && size.slice(0, -1) === number ? 0.8 : 0);

const COMPARED = {
  wo: equal, ow: equal, vv: versionsAlike, dd: datesAlike, rr: () => 0.5,
  vz: sized, zv: (size, number) => sized(number, size), vr: equal, rv: equal,
};

export function partsAlike(typed, known) {
  if (typed === known) return 1;
  const compare = COMPARED[typed[0] + known[0]];
  return compare ? compare(typed.slice(1), known.slice(1)) : 0;
}

/** How many letters were left out, added, changed or swapped; more than `most` is `most + 1`. */
export function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before = [];
  let last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row += 1) {
    const line = [row];
    for (let at = 1; at <= other.length; at += 1) {
      const cost = last[at - 1] + (one[row - 1] !== other[at - 1]);
      let least = Math.min(cost, last[at] + 1, line[at - 1] + 1);
      const swapped = row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1];
      if (swapped) least = Math.min(least, before[at - 2] + 1);
      line.push(least);
    }
    if (Math.min(...line) > most) return most + 1;
    [before, last] = [last, line];
  }
  return Math.min(last.at(-1), most + 1);
}

/** How probably a typed word is a known one, misspelt. */
export function wordsAlike(typed, known) {
  if (typed.length < 4 && known.length < 4) {
    const swapped = [...typed].sort().join() === [...known].sort().join();
    return swapped && typed.length === 3 ? 0.7 : 0;
  }
  const allowed = typed.length >= 7 ? 2 : 1;
  const errors = distance(typed, known, allowed);
  if (typed.length === 4 && typed.startsWith(known)) return 0;
  const longer = Math.max(typed.length, known.length);
  if (errors <= allowed) return 1 - (1.2 * errors) / longer;
  const begun = begunAlike(typed, known);
  return begun >= 5 && begun >= 0.6 * longer && begun < longer ? 0.6 : 0;
}
