// A search taken apart: the words of a name, the providers among them, and the filters.

import { partsAlike, wordsAlike } from "./likeness.js";
import { partsOf, weightOf } from "./reading.js";

const RARE = 3;
const KNOWN_DATE = 2;

/** Filters among the words, and the words without them. */
export function wishesIn(tables, text) {
  const wish = { words: [], providers: new Set(), kind: null, status: null, limits: [] };
  const kept = text.split(/\s+/).filter((word) => word && !takes(tables, word.toLowerCase(), wish));
  return [kept.join(" "), wish];
}

function takes(tables, word, wish) {
  if (/^[<>]./.test(word)) return limited(tables, word, wish);
  const [, name, value] = /^(provider|kind|status):(.+)$/.exec(word) || [];
  if (name === "provider") wish.providers.add(tables.spellings.get(value) || value);
  else if (name) wish[name] = value;
  else if (tables.wishes.has(word)) wish.words.push(word);
  else return false;
  return true;
}

function limited(tables, word, wish) {
  const least = word[0] === ">";
  const text = word.slice(1).replace(/^=+/, "");
  const bare = text.replace(/^\$+|\$+$/g, "");
  const scale = { k: 1000, m: 1000000 }[bare.at(-1)] || 1;
  const value = Number(bare.replace(/[km]+$/, ""));
  if (bare === "" || Number.isNaN(value)) return false;
  const price = text.includes("$") || (scale === 1 && value < tables.cheap);
  wish.limits.push({ column: price ? "inward" : "context", least, value: price ? value : Math.trunc(value * scale) });
  return true;
}

/** What is asked for. A provider's name among the words may be a part of a model's name as well. */
export function askedFor(index, words) {
  const { tables } = index;
  const [text, wish] = wishesIn(tables, words.slice(0, 1200));
  const kept = [];
  const providers = new Map();
  for (const word of text.replaceAll("/", " / ").split(/\s+/).filter(Boolean)) {
    const provider = tables.spellings.get(word.toLowerCase());
    if (provider) providers.set(word.toLowerCase(), provider);
    if (word !== "/" && (!provider || tables.families.has(word.toLowerCase()))) kept.push(word);
  }
  return { text, wish, providers, query: queried(index, kept.join(" ")) };
}

export const queried = (index, text) =>
  joinedWords(index, partsOf(index.tables, text)).map((part) => wantedPart(index, part));

const known = (index, part) => index.posted.get(part)?.length || 0;

/** Words that were written apart made one, and unknown words that consist of two known ones apart. */
function joinedWords(index, typed) {
  const found = [];
  for (let part of typed) {
    const before = found.at(-1);
    if (part[0] === "w" && before?.[0] === "w") {
      const whole = before + part.slice(1);
      if (known(index, whole) > Math.min(known(index, before), known(index, part))) {
        found[found.length - 1] = whole;
        continue;
      }
    }
    if (part.startsWith("wo") && !known(index, part) && known(index, `w${part.slice(2)}`)
        && before?.[0] === "v" && /\d$/.test(before)) {
      found[found.length - 1] = `${before}o`;
      part = `w${part.slice(2)}`;
    }
    found.push(...(part[0] === "w" && !known(index, part) ? apart(index, part) : [part]));
  }
  return found;
}

function apart(index, part) {
  const word = part.slice(1);
  let best = [0, []];
  for (let at = 2; at < word.length; at += 1) {
    const [one, other] = [word.slice(0, at), word.slice(at)];
    const { families } = index.tables;
    if (!families.has(one) && !families.has(other) && at <= 3) continue;
    const common = Math.min(known(index, `w${one}`), known(index, `w${other}`));
    if (common >= best[0]) best = [common, [`w${one}`, `w${other}`]];
  }
  return best[0] >= RARE ? best[1] : [part];
}

function wantedPart(index, part) {
  const { tables } = index;
  const [kind, word] = [part[0], part.slice(1)];
  if (kind !== "w" && kind !== "o") {
    const day = kind === "d" && word.length === 8 && known(index, part);
    return { part, weight: day ? KNOWN_DATE : weightOf(tables, part), spelled: new Map() };
  }
  const alone = tables.spellings.has(word) && !tables.families.has(word);
  const spelled = spelledLike(index, word);
  return { part, weight: alone ? tables.owner : weightOf(tables, part), spelled };
}

/** The known words that a typed one may stand for; a known word hardly stands for another. */
function spelledLike(index, word) {
  const common = known(index, `w${word}`);
  const found = misspelt(index, word);
  if (common >= RARE) for (const [each, value] of found) found.set(each, value * 0.75);
  for (const words of index.tables.synonyms) {
    if (words.has(word)) for (const each of words) found.set(each, 0.8);
  }
  if (common) found.set(word, 1);
  return found;
}

function misspelt(index, word) {
  const rare = known(index, `w${word}`) < RARE;
  const found = new Map();
  for (const each of index.words) {
    const begun = rare && each.startsWith(word) ? 0.75 : 0;
    const value = Math.max(begun, word.length < 3 ? 0 : wordsAlike(word, each));
    if (value > 0) found.set(each, value);
  }
  return found;
}

/** How probably a wanted part was typed for a part of a name. */
export function likenessOf(wanted, part) {
  if (part[0] === "w" || part[0] === "o") {
    const value = wanted.spelled.get(part.slice(1));
    if (value !== undefined) return value;
  }
  return partsAlike(wanted.part, part);
}
