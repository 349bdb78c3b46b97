// Values in the words that people read, the same as on the command line.

export const UNKNOWN = "?";
const SCALES = [[999500000, 1e9, "B"], [999500, 1e6, "M"], [1000, 1000, "k"]];
const AGES = [[172800, 86400, "days"], [3600, 3600, "h"], [60, 60, "min"], [0, 1, "s"]];

export function tokenWords(count) {
  if (!count) return UNKNOWN;
  for (const [least, unit, letter] of SCALES) {
    if (count >= least) return Number((count / unit).toPrecision(3)) + letter;
  }
  return String(count);
}

export function money(dollars) {
  if (dollars === "") return UNKNOWN;
  const [whole, fraction = ""] = dollars.split(".");
  const kept = fraction.replace(/0+$/, "");
  return kept ? `$${whole}.${kept.padEnd(2, "0")}` : `$${whole}`;
}

export function ageWords(at) {
  const seconds = Math.max(0, (Date.now() - Date.parse(at)) / 1000);
  if (!at || Number.isNaN(seconds)) return "";
  const [, unit, word] = AGES.find(([least]) => seconds >= least);
  return `${Math.floor(seconds / unit)} ${word}`;
}

/** A number of tokens as people type it: 200000, 128k, 1m; null where it is none. */
export function tokensOf(text) {
  const found = /^\s*([\d.,_]+)\s*([km]?)\s*$/i.exec(text);
  if (!found) return null;
  const number = Number(found[1].replace(/[,_]/g, ""));
  const scale = { k: 1000, m: 1000000 }[found[2].toLowerCase()] || 1;
  return Number.isFinite(number) ? Math.trunc(number * scale) : null;
}

/** Dollars as people type them; null where it is no price. */
export function dollarsOf(text) {
  const number = Number(text.trim().replace(/^\$/, ""));
  return text.trim() !== "" && Number.isFinite(number) && number >= 0 ? number : null;
}

/** What an object itself has under a name that somebody else chose; undefined for anything else. */
export const own = (object, name) => (Object.hasOwn(object, name) ? object[name] : undefined);

export const counted = (number, word) =>
  `${number.toLocaleString("en")} ${word}${number === 1 ? "" : "s"}`;
