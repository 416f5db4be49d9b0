// Regular expressions of Go, which Traefik and Caddy use: linear in time, so that no configuration makes us wait.

import { RE2JS } from 're2js';

export interface GoRegexp {
  test(text: string): boolean;
  /** The whole match and its groups; null where nothing matches. */
  exec(text: string): readonly string[] | null;
  /** All matches replaced, with `$1` and `${1}` for groups. */
  replace(text: string, replacement: string): string;
}

const longest = 2000;
const known = new Map<string, GoRegexp | null>();

/** Null for what is no regular expression of Go. */
export function goRegexp(source: string, ignoreCase = false): GoRegexp | null {
  const key = `${ignoreCase}${source}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  if (known.size > 500) known.clear();
  const made = compile(source, ignoreCase);
  known.set(key, made);
  return made;
}

function compile(source: string, ignoreCase: boolean): GoRegexp | null {
  if (source.length > longest) return null;
  let pattern: RE2JS;
  try {
    pattern = RE2JS.compile(source, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
  } catch {
    return null;
  }
  const exec = (text: string): readonly string[] | null => {
    const matcher = pattern.matcher(text);
    if (!matcher.find()) return null;
    return Array.from({ length: matcher.groupCount() + 1 }, (_, index) => matcher.group(index) ?? '');
  };
  return {
    test: (text) => pattern.matcher(text).find(),
    exec,
    replace: (text, replacement) => {
      const groups = exec(text);
      if (groups === null) return text;
      const [whole = ''] = groups;
      const made = replacement.replace(/\$(?:\{(\d+)\}|(\d+))/g, (_, a, b) => groups[Number(a ?? b)] ?? '');
      return text.replace(whole, () => made);
    },
  };
}

/** A text without what makes it an expression: one that may fit, first alternatives, `x` for what may be anything. */
export function plainOf(source: string): string {
  return source
    .replace(/^\^|\$$/g, '')
    .replace(/\(\?[a-zA-Z]+\)/g, '')
    .replace(/\{[^}]*\}|\[[^\]]*\][+*]?|\.[+*]\??|\\w\+?|\\d\+?/g, 'x')
    .replace(/\\(.)/g, '$1')
    .replace(/\((?:\?:)?([^|()]*)[^()]*\)\??/g, '$1');
}

/** A path that an expression takes; null where none of the guesses fits. */
export function examplePath(pattern: Pick<GoRegexp, 'test'>, source: string): string | null {
  const plain = plainOf(source);
  const whole = plain.startsWith('.') ? `/x${plain}` : `/${plain}`;
  const guesses = [plain, whole, `/x${plain}`, '/x'].filter((guess) => guess.startsWith('/'));
  return guesses.find((guess) => pattern.test(guess)) ?? null;
}
