// Shell patterns, matched without exponential backtracking because they may come from untrusted configuration.

import { giveUp } from '../limits.ts';

type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'any' | 'many' }
  | { readonly kind: 'set'; readonly fits: (letter: string) => boolean };

const maxParts = 1000;

/** True when a pattern contains wildcards. */
export function isGlob(pattern: string): boolean {
  return /[*?[]/.test(pattern);
}

/** Returns a test for a glob pattern: `*`, `?` and `[…]` never match a slash in a path; `*` and `?` match any letter in a host. */
export function globMatcher(pattern: string, of: 'path' | 'host'): (text: string) => boolean {
  const parts = partsOf(pattern, of === 'path');
  const stop = of === 'path' ? '/' : null;
  if (parts.length > maxParts) giveUp(`The pattern ${pattern.slice(0, 60)}… exceeds the size limit.`);
  const one = ({ kind, ...part }: Part, letter: string): boolean => {
    if ('text' in part) return part.text === letter;
    if (letter === stop) return false;
    return 'fits' in part ? part.fits(letter) : kind === 'any';
  };
  return (text) => {
    let [at, part] = [0, 0];
    // The position and reach of the last `*`, the only one that can still match more.
    let [star, reached] = [-1, 0];
    while (at < text.length) {
      const next = parts[part];
      if (next?.kind === 'many') {
        star = part++;
        reached = at;
      } else if (next && one(next, text[at] ?? '')) {
        part++;
        at++;
      } else {
        if (star < 0 || text[reached] === stop) return false;
        part = star + 1;
        at = ++reached;
      }
    }
    return parts.slice(part).every(({ kind }) => kind === 'many');
  };
}

function partsOf(pattern: string, hasSets: boolean): readonly Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const letter = pattern[at] ?? '';
    const end = hasSets && letter === '[' ? pattern.indexOf(']', at + 2) : -1;
    if (letter === '*') {
      if (parts.at(-1)?.kind !== 'many') parts.push({ kind: 'many' });
    } else if (letter === '?') parts.push({ kind: 'any' });
    else if (end > 0) {
      parts.push({ kind: 'set', fits: setOf(pattern.slice(at + 1, end)) });
      at = end;
    } else parts.push({ kind: 'text', text: letter });
  }
  return parts;
}

/** Returns a test for a letter set such as `a-z0`; `!a-z` means all other letters. */
function setOf(text: string): (letter: string) => boolean {
  const isNot = /^[!^]/.test(text);
  const letters = isNot ? text.slice(1) : text;
  const holds = (letter: string): boolean => {
    for (let at = 0; at < letters.length; at++) {
      const [first = '', last = ''] = [letters[at], letters[at + 2]];
      if (letters[at + 1] !== '-' || last === '') {
        if (first === letter) return true;
      } else {
        if (first <= letter && letter <= last) return true;
        at += 2;
      }
    }
    return false;
  };
  return (letter) => holds(letter) !== isNot;
}
