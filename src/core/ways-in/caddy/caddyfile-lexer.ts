// The words of a Caddyfile, with their lines. Variables of the environment are put in before anything else is read.

import type { SourcePlace } from '../model.ts';
import { type ConfigText, lineAt } from '../places.ts';
import type { Variables } from '../ways-context.ts';

export interface Word {
  readonly text: string;
  readonly quoted: boolean;
  readonly place: SourcePlace;
  /** Ends the line that it stands on. */
  readonly ends: boolean;
}

/** A variable without a value, where it stands. */
export interface Unset extends SourcePlace {
  readonly name: string;
}

const mostArguments = 100_000;

/** Why a text cannot be read: a sentence. */
export type Lexed =
  | { readonly ok: true; readonly words: readonly Word[]; readonly unset: readonly Unset[] }
  | { readonly ok: false; readonly because: string };

/** The words of a file; `{$NAME}` and `{$NAME:default}` are replaced. */
export function caddyTokens({ file, text }: ConfigText, variables: Variables): Lexed {
  let missing: string | null = null;
  const unset: Unset[] = [];
  const source = text.replace(
    /\{\$([^}{:\n]+)(?::([^}\n]*))?\}/g,
    (_, name: string, usual: string | undefined, offset: number) => {
      const value = variables.values.get(name);
      if (value === undefined && (variables.unknown.has(name) || variables.unread !== null)) missing ??= name;
      const used = value === undefined || value === '' ? (usual ?? value ?? '') : value;
      if (used === '') unset.push({ name, ...lineAt({ file, text }, offset) });
      return used.replace(/\r?\n/g, ' ');
    },
  );
  if (missing !== null)
    return { ok: false, because: `${missing} has no value in these files, and ${file} uses it.` };
  const words: Word[] = [];
  let line = 1;
  let at = 0;
  const push = (word: string, quoted: boolean, on: number): void => {
    words.push({ text: word, quoted, place: { file, line: on }, ends: false });
  };
  const endLine = (): void => {
    const last = words.at(-1);
    if (last && !last.ends) words[words.length - 1] = { ...last, ends: true };
  };
  while (at < source.length) {
    if (words.length > mostArguments) return { ok: false, because: `${file} is longer than what is read.` };
    const letter = source[at] ?? '';
    if (letter === '\n') {
      endLine();
      line++;
      at++;
    } else if (letter === '\\' && /^\\\r?\n/.test(source.slice(at, at + 3))) {
      at += source[at + 1] === '\r' ? 3 : 2;
      line++;
    } else if (/\s/.test(letter)) at++;
    else if (letter === '#') {
      while (at < source.length && source[at] !== '\n') at++;
    } else if (letter === '"' || letter === '`') {
      const closed = quotedEnd(source, at, letter);
      const raw = source.slice(at + 1, closed);
      push(letter === '"' ? raw.replace(/\\"/g, '"') : raw, true, line);
      line += raw.split('\n').length - 1;
      at = closed + 1;
    } else {
      const [plain = ''] = /^[^\s]+/.exec(source.slice(at, at + 10_000)) ?? [];
      const heredoc = /^<<([A-Za-z0-9_-]+)$/.exec(plain);
      if (heredoc) {
        const end = new RegExp(`^[ \\t]*${heredoc[1]}(?=\\s|$)`, 'm').exec(source.slice(at + plain.length));
        const to = at + plain.length + (end ? end.index + end[0].length : source.length);
        push('text', true, line);
        line += source.slice(at, to).split('\n').length - 1;
        at = to;
        continue;
      }
      push(
        plain.replace(/\\(?=\S)/g, (slash, offset: number) =>
          offset === 0 && /^\\[{}"`#]/.test(plain) ? '' : slash,
        ),
        false,
        line,
      );
      at += plain.length || 1;
    }
  }
  endLine();
  return { ok: true, words, unset };
}

function quotedEnd(source: string, from: number, quote: string): number {
  for (let at = from + 1; at < source.length; at++) {
    if (quote === '"' && source[at] === '\\') at++;
    else if (source[at] === quote) return at;
  }
  return source.length;
}
