// Go regular expressions, as Traefik and Caddy use them: linear in time, so that no configuration causes a long wait.

import { RE2JS } from 're2js';

export interface GoRegexp {
  test(text: string): boolean;
  /** Returns the whole match and its groups; null when nothing matches. */
  exec(text: string): readonly string[] | null;
  /** Replaces all matches, with `$1` and `${1}` for groups. */
  replace(text: string, replacement: string): string;
}

const maxLength = 2000;
const known = new Map<string, GoRegexp | null>();

/** Compiles a regular expression of Go; null for an invalid one. */
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
  if (source.length > maxLength) return null;
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

/** Returns a text that an expression may match: the first alternatives, with `x` for wildcards. */
export function plainOf(source: string): string {
  return source
    .replace(/^\^|\$$/g, '')
    .replace(/\(\?[a-zA-Z]+\)/g, '')
    .replace(/\{[^}]*\}|\[[^\]]*\][+*]?|\.[+*]\??|\\w\+?|\\d\+?/g, 'x')
    .replace(/\\(.)/g, '$1')
    .replace(/\((?:\?:)?([^|()]*)[^()]*\)\??/g, '$1');
}

/** Returns a path that an expression matches; null when no guess matches. */
export function examplePath(pattern: Pick<GoRegexp, 'test'>, source: string): string | null {
  const plain = plainOf(source);
  const whole = plain.startsWith('.') ? `/x${plain}` : `/${plain}`;
  const guesses = [plain, whole, `/x${plain}`, '/x'].filter((guess) => guess.startsWith('/'));
  return guesses.find((guess) => pattern.test(guess)) ?? null;
}
