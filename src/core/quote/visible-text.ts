// Names and values of files as text that is safe to print. Characters that move the cursor, colour, erase, end a line or change the
// direction of reading are escaped as in JSON (`\u001b`), so text that is JSON already stays the same JSON.

// Cc: control characters, low, DEL and high. Cs: half of a surrogate pair. Zl, Zp: line and paragraph separators. Then marks, embeddings,
// overrides and isolates of direction.
const obeyed = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

const short: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

function escaped(character: string): string {
  return short.get(character) ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** One value, or one whole line: control characters are escaped, line ends and tabs included. */
export function visible(text: string): string {
  return text.replace(obeyed, escaped);
}

/** Text of several lines: line ends, those of Windows too, and tabs stay. */
export function visibleLines(text: string): string {
  return text.replace(obeyed, (character, at: number) =>
    character === '\n' || character === '\t' || (character === '\r' && text[at + 1] === '\n')
      ? character
      : escaped(character),
  );
}

/** A line that begins with a name: a log of GitHub Actions runs lines that begin with `::` as commands. */
export function visibleStart(text: string): string {
  return visible(text).replace(/^(\s*):(?=:)/, '$1\\u003a');
}
