// How well a search means an item of Ctrl K: by the words of its label and their synonyms, in any order. It is not fuzzy, so that the name
// of a service never finds a command.

/** Words that connect others and mean nothing by themselves. */
const fillers: ReadonlySet<string> = new Set(
  'a an and as at be by for from in into is it make me my of on onto or put the to with'.split(' '),
);

/** Returns the words of a text in lower case, without punctuation at their ends. */
export function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[\s,;!?…]+/)
    .map((word) => word.replace(/^[“”"'(]+|[“”"').:]+$/g, ''))
    .filter((word) => word !== '');
}

/** Returns the words of a search that mean something; all of them where none does. */
export function searchWords(search: string): readonly string[] {
  const words = wordsOf(search);
  const meant = words.filter((word) => !fillers.has(word));
  return meant.length > 0 ? meant : words;
}

/** Returns how well one word is among others, from 0 to 1: the whole word, its beginning, or a part. */
export function wordScore(word: string, among: readonly string[]): number {
  let best = 0;
  for (const known of among) {
    if (known === word) return 1;
    if (known.startsWith(word)) best = Math.max(best, 0.8);
    else if (word.length > 2 && known.includes(word)) best = Math.max(best, 0.5);
  }
  return best;
}

/** The words of a command: those of its label, and others that mean the same. */
export interface Vocabulary {
  readonly label: readonly string[];
  readonly synonyms: readonly string[];
}

export function vocabularyOf(label: string, keywords: string): Vocabulary {
  return { label: wordsOf(label), synonyms: wordsOf(keywords) };
}

/** Returns how well one word of a search is meant by a command: by its label better than by a synonym. */
export function meaningScore(word: string, { label, synonyms }: Vocabulary): number {
  return Math.max(wordScore(word, label), 0.9 * wordScore(word, synonyms));
}

/** Returns how well all words of a search are meant by a command; 0 where one of them is not. The first word of a label counts most. */
export function matchScore(words: readonly string[], vocabulary: Vocabulary): number {
  if (words.length === 0) return 0;
  let sum = 0;
  for (const word of words) {
    const score = meaningScore(word, vocabulary);
    if (score === 0) return 0;
    sum += score;
  }
  const [first = ''] = vocabulary.label;
  const begins = words.includes(first) ? 0.2 : 0;
  const share = (0.2 * words.length) / Math.max(vocabulary.label.length, words.length);
  return sum / words.length + begins + share;
}
