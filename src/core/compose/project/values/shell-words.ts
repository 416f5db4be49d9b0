// A command that is a single text, as Compose splits it.

/** The quotation marks of a command, each with its closing mark. */
const closings: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ['`', '`'],
  ['$(', ')'],
]);

/**
 * Returns the words of a command in a single text, split as Compose does (measured with 2.26.1): no shell runs it, a backslash takes the
 * next character literally except in single quotes, and everything after `;`, `&`, `|`, `<` or `>` is dropped. Null when Compose refuses
 * the text.
 */
export function shellWords(text: string): readonly string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  let closing = '';
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? '';
    const opening = text.startsWith('$(', i) ? '$(' : char;
    if (char === '\\' && closing !== "'") {
      i++;
      if (i >= text.length) return null;
      word = (word ?? '') + text[i];
    } else if (closing !== '') {
      const ends = char === closing;
      if (!ends || char === '`' || char === ')') word = (word ?? '') + char;
      if (ends) closing = '';
    } else if (closings.has(opening)) {
      closing = closings.get(opening) ?? '';
      const bare = char === '"' || char === "'";
      word = (word ?? '') + (bare ? '' : opening);
      i += opening.length - 1;
    } else if (char === '(' || char === ')') {
      return null;
    } else if (';&|<>'.includes(char)) {
      // `2>file`: the number belongs to the redirection, which is left out.
      if (char === '>' && word !== null && /^\d/.test(word)) word = null;
      break;
    } else if (/\s/.test(char)) {
      if (word !== null) words.push(word);
      word = null;
    } else {
      word = (word ?? '') + char;
    }
  }
  if (closing !== '') return null;
  if (word !== null) words.push(word);
  return words;
}
