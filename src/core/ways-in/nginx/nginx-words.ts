// nginx's directives with their lines.

import type { Directive } from '../files/directive.ts';
import { giveUp } from '../limits.ts';
import type { ConfigText } from '../places.ts';

export type NginxReading =
  | { readonly ok: true; readonly directives: readonly Directive[] }
  | { readonly ok: false; readonly line: number };

type Token =
  | { readonly kind: 'word'; readonly text: string; readonly line: number }
  | { readonly kind: ';' | '{' | '}'; readonly line: number };

const maxTokens = 200_000;
const maxDepth = 60;

function tooMuch(file: string, line: number): never {
  giveUp(`${file}:${line}: the configuration exceeds the limit for size or nesting.`);
}

export function readNginx({ file, text }: ConfigText): NginxReading {
  const tokens = tokensOf(text, file);
  if (typeof tokens === 'number') return { ok: false, line: tokens };
  let at = 0;
  let failed: number | null = null;
  const list = (depth: number): readonly Directive[] => {
    const found: Directive[] = [];
    while (at < tokens.length && failed === null) {
      const first = tokens[at];
      if (!first) break;
      if (first.kind === '}') {
        if (depth === 0) failed = first.line;
        return found;
      }
      const words: string[] = [];
      while (tokens[at]?.kind === 'word') {
        const word = tokens[at++];
        if (word?.kind === 'word') words.push(word.text);
      }
      const end = tokens[at++];
      const [name, ...args] = words;
      if (name === undefined || end === undefined || end.kind === '}' || end.kind === 'word') {
        failed = first.line;
        return found;
      }
      if (depth > maxDepth) tooMuch(file, first.line);
      let block: readonly Directive[] | null = null;
      if (end.kind === '{') {
        block = list(depth + 1);
        if (tokens[at]?.kind !== '}') failed ??= first.line;
        at++;
      }
      found.push({ name, args, block, place: { file, line: first.line } });
    }
    return found;
  };
  const directives = list(0);
  return failed === null ? { ok: true, directives } : { ok: false, line: failed };
}

/** Returns the tokens, or the line of a quote that is never closed. */
function tokensOf(text: string, file: string): readonly Token[] | number {
  const tokens: Token[] = [];
  let line = 1;
  let at = 0;
  while (at < text.length) {
    if (tokens.length > maxTokens) tooMuch(file, line);
    const letter = text[at] ?? '';
    if (letter === '\n') {
      line++;
      at++;
    } else if (/\s/.test(letter)) at++;
    else if (letter === '#') while (at < text.length && text[at] !== '\n') at++;
    else if (letter === ';' || letter === '{' || letter === '}') {
      tokens.push({ kind: letter, line });
      at++;
    } else if (letter === '"' || letter === "'") {
      const start = line;
      let word = '';
      at++;
      while (at < text.length && text[at] !== letter) {
        if (text[at] === '\n') line++;
        if (text[at] === '\\' && (text[at + 1] === letter || text[at + 1] === '\\')) at++;
        word += text[at++] ?? '';
      }
      if (at >= text.length) return start;
      at++;
      tokens.push({ kind: 'word', text: word, line: start });
    } else {
      let word = '';
      while (at < text.length) {
        const next = text[at] ?? '';
        if (/[\s;]/.test(next)) break;
        if (next === '{' && !word.endsWith('$')) break;
        if (next === '\\' && at + 1 < text.length) word += text[at++] ?? '';
        if (next === '{') {
          // `${name}` is one word.
          while (at < text.length && text[at] !== '}' && text[at] !== '\n') word += text[at++] ?? '';
        }
        word += text[at++] ?? '';
      }
      tokens.push({ kind: 'word', text: word, line });
    }
  }
  return tokens;
}
