/**
 * Edits that make one word another: a letter put in, left out, changed, or two neighbours swapped (the restricted
 * Damerau-Levenshtein distance), counted up to `most`; more than that is told as `most + 1`.
 */
export function editDistance(a: string, b: string, most = Number.MAX_SAFE_INTEGER - 1): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return most + 1;
    before = above;
    above = row;
  }
  return Math.min(above[b.length]!, most + 1);
}

/** How many typing errors a word of that length is forgiven. */
function errorsForgiven(length: number): number {
  if (length <= 3) return 0;
  return length <= 6 ? 1 : 2;
}

/**
 * The word of a vocabulary that a typed word most likely means, or null. A word that is itself, or begins or stands
 * inside a word there, is right as it is. Of equally near words the one that more is named by wins, then the alphabet.
 * @param vocabulary words in lower case, with how often each occurs
 */
export function meantWord(typed: string, vocabulary: ReadonlyMap<string, number>): string | null {
  if (vocabulary.has(typed)) return typed;
  for (const word of vocabulary.keys()) if (word.includes(typed)) return typed;
  const most = errorsForgiven(typed.length);
  if (most === 0) return null;
  let best: { word: string; distance: number; count: number } | null = null;
  for (const [word, count] of vocabulary) {
    // What is being typed may be only the beginning of a longer word.
    const beginning = word.length > typed.length + 1 ? word.slice(0, typed.length) : word;
    const whole = editDistance(typed, word, most);
    const distance = beginning === word ? whole : Math.min(whole, editDistance(typed, beginning, most - 1) + 1);
    if (distance > most) continue;
    const isBetter =
      best === null ||
      distance < best.distance ||
      (distance === best.distance && (count > best.count || (count === best.count && word < best.word)));
    if (isBetter) best = { word, distance, count };
  }
  return best?.word ?? null;
}

/** Words of a text in lower case, accents and punctuation gone: what search compares. */
export function wordsOf(text: string): string[] {
  return text
    .normalize("NFKD")
    .replace(/\p{M}(?<=[\u0300-\u036f])/gu, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => word !== "");
}
