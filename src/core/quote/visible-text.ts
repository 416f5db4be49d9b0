// Names and values of files as text that is safe to print. Characters that move the cursor, colour, erase, end a line, change the direction
// of reading or are not seen at all are escaped as in JSON (`\u001b`), so text that is JSON already stays the same JSON.

// Cc: control characters, low, DEL and high. Cs: half of a surrogate pair. Zl, Zp: line and paragraph separators. Marks, embeddings,
// overrides and isolates of direction are ignorable, as is what has no width: of the kind that Unicode lets a font leave out.
const invisibleCharacters = String.raw`\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufff9-\ufffb`;

// What people write with: joiners in emoji and in scripts that have them, and the choice of an emoji's form.
const emoji = String.raw`[\p{Extended_Pictographic}\p{Emoji_Modifier}]\ufe0f?`;
const joining = String.raw`(?![\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}])[\p{L}\p{M}]`;
const written = String.raw`(?<=${emoji})\u200d(?=\p{Extended_Pictographic})|(?<=${joining})[\u200c\u200d](?=${joining})|(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}0-9#*])[\ufe0e\ufe0f]`;
const controlCharacters = new RegExp(`(${written})|[${invisibleCharacters}]`, 'gu');

const short: ReadonlyMap<string, string> = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

function escaped(character: string): string {
  const unit = (at: number): string => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`;
  return short.get(character) ?? (character.length === 1 ? unit(0) : unit(0) + unit(1));
}

/** Returns `text` with a replacement for each control or invisible character. */
export function withVisible(text: string, by: (character: string, at: number) => string): string {
  // Most texts are plain.
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  return text.replace(controlCharacters, (character: string, kept: string | undefined, at: number) =>
    kept === undefined ? by(character, at) : kept,
  );
}

/** Returns a value, or a whole line, with control characters escaped, line ends and tabs included. */
export function visible(text: string): string {
  return withVisible(text, escaped);
}

/** Returns a text of several lines with control characters escaped; line ends, also those of Windows, and tabs stay. */
export function visibleLines(text: string): string {
  return withVisible(text, (character, at) =>
    character === '\n' || character === '\t' || (character === '\r' && text[at + 1] === '\n')
      ? character
      : escaped(character),
  );
}

/** Returns the start of a line that begins with a name: GitHub Actions runs lines that begin with `::` as commands. */
export function visibleStart(text: string): string {
  return visible(text).replace(/^(\s*):(?=:)/, '$1\\u003a');
}
