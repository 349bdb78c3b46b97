// What a string says: its parts, by the engine's own patterns and tables.

/** The tables with sets and patterns made of them. */
export function readingOf(tables) {
  return {
    ...tables,
    prepared: tables.prepared.map(([pattern, kept]) => [new RegExp(pattern, "gu"), kept]),
    token: new RegExp(tables.token, "gu"),
    separated: new RegExp(tables.separated, "gu"),
    areas: new Set(tables.areas), owners: new Set(tables.owners),
    families: new Set(tables.families), marks: new Set(tables.marks), others: new Set(tables.others), tuners: new Set(tables.tuners),
    synonyms: tables.synonyms.map((words) => new Set(words)),
    spellings: new Map(Object.entries(tables.spellings)),
    weights: new Map(Object.entries(tables.weights)),
    wishes: new Map(Object.entries(tables.wishes)),
  };
}

export function weightOf(tables, part) {
  const known = tables.weights.get(part);
  if (known !== undefined) return known;
  return part[0] === "w" && part.length <= 3 ? tables.short : tables.kinds[part[0]];
}

export const tells = (tables, part) =>
  "wvz".includes(part[0]) && weightOf(tables, part) > tables.mark;

/** The parts of a text, each once, in their order. */
export function partsOf(tables, text) {
  const whole = prepared(tables, text);
  const slash = whole.lastIndexOf("/");
  const [front, name] = slash >= 0 ? [whole.slice(0, slash), whole.slice(slash + 1)] : vendor(tables, whole);
  const owners = tokensIn(tables, front).map((part) => (part[0] === "w" ? `o${part.slice(1)}` : part));
  return [...new Set([...owners, ...tokensIn(tables, name)])];
}

function prepared(tables, text) {
  let found = text.slice(0, 300).normalize("NFKC").toLowerCase().trim().replace(/^\/+|\/+$/g, "");
  for (const [pattern, kept] of tables.prepared) found = found.replace(pattern, kept);
  return found;
}

/** What is joined in front by dots, as in `us.anthropic.claude-…`, and the rest. */
function vendor(tables, name) {
  let at = 0;
  for (const piece of name.split(".").slice(0, -1)) {
    if (!tables.areas.has(piece) && !tables.owners.has(piece)) break;
    at += piece.length + 1;
  }
  return [name.slice(0, at), name.slice(at)];
}

const PARTS = {
  date(text) {
    const digits = text.replace(/\D/g, "");
    const turned = digits.length === 6 && !digits.startsWith("20");
    return `d${turned ? digits.slice(2) + digits.slice(0, 2) : digits}`;
  },
  revision: (text) => `r${text}`,
  size: (text) => `z${text.replace(/[_p]/g, ".")}`,
  day: (text) => `d${text.slice(0, 2)}${text.slice(-2)}`,
  stamp: (text) => `d${text}`,
  version(text, tables) {
    const written = text.replace(tables.separated, ".");
    return `v${written.length > 1 && written.startsWith("v") ? written.slice(1) : written}`;
  },
  word: (text) => `w${text}`,
  number: (text) => `v${text}`,
};

function tokensIn(tables, text) {
  return [...text.matchAll(tables.token)].map(({ groups }) => {
    const [kind, value] = Object.entries(groups).find(([, found]) => found !== undefined);
    return PARTS[kind](value, tables);
  });
}
