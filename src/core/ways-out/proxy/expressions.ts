// Regular expressions of POSIX and wildcards of a shell, as expressions that are linear in time.

import { type GoRegexp, goRegexp } from '../../ways-in/go-regexp.ts';

/** Compiles an extended regular expression; null for one that cannot be held. */
export function extendedExpression(text: string, ignoreCase: boolean): GoRegexp | null {
  return goRegexp(text, ignoreCase);
}

/** Compiles a basic regular expression, in which `\(`, `\|` and `\{` are operators and `(`, `|`, `+` are letters. */
export function basicExpression(text: string, ignoreCase: boolean): GoRegexp | null {
  const source = text.replace(/\\([(){}|+?])|([(){}|+?])|\\.|\[[^\]]*\]/g, (whole, operator, letter) =>
    operator !== undefined ? operator : letter !== undefined ? `\\${letter}` : whole,
  );
  return goRegexp(source, ignoreCase);
}

/** Compiles a wildcard pattern that has to fit a whole text. */
export function wildcardExpression(text: string, ignoreCase: boolean): GoRegexp | null {
  const source = text.replace(/\[[^\]]*\]|[\s\S]/g, (part) => {
    if (part === '*') return '.*';
    if (part === '?') return '.';
    if (part.startsWith('[') && part.length > 1) return part.replace('[!', '[^');
    return part.replace(/[.\\+^$(){}|[\]]/g, '\\$&');
  });
  return goRegexp(`^(?:${source})$`, ignoreCase);
}
