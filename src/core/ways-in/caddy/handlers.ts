// The effect of single Caddy directives on a request, and the check of their words.

import { textBefore } from '../../text/cut.ts';
import { placeText } from '../places.ts';
import type { Directive } from './caddyfile.ts';
import type { Word } from './caddyfile-lexer.ts';
import { expandPlaceholders, type Handler } from './routes.ts';

/** The minimum and maximum number of words after a directive's matcher. */
const wordCounts: ReadonlyMap<string, readonly [least: number, most: number]> = new Map([
  ['abort', [0, 0]],
  ['error', [1, 2]],
  ['handle', [0, 0]],
  ['redir', [1, Number.POSITIVE_INFINITY]],
  ['respond', [1, 2]],
  ['route', [0, 0]],
  ['uri strip_prefix', [2, 2]],
  ['uri strip_suffix', [2, 2]],
  ['uri replace', [3, 4]],
  ['uri path_regexp', [3, 3]],
]);

/**
 * Returns a sentence when Caddy refuses a directive's words; null when it accepts them. A leading path is the matcher, so `redir /x`
 * redirects nowhere.
 */
export function argumentError({ name, args, block }: Directive, rest: readonly Word[]): string | null {
  if (name === 'handle_path')
    return args.length === 1 && args[0]?.text.startsWith('/') ? null : 'handle_path takes one path.';
  if (name === 'forward_auth')
    return (block ?? []).some((line) => line.name === 'uri') ? null : 'forward_auth lacks its uri.';
  const [least, most] = wordCounts.get(name === 'uri' ? `uri ${rest[0]?.text}` : name) ?? [
    0,
    Number.POSITIVE_INFINITY,
  ];
  if (rest.length < least) return `${name} lacks a word after its matcher.`;
  if (rest.length > most) return `${name} has a word too many.`;
  const code = name === 'redir' ? rest[1]?.text : undefined;
  const isCode = code === undefined || /^(?:permanent|temporary|html|0*(?:3\d\d|401)|\{.*)$/.test(code);
  return isCode ? null : 'The code of redir is none of a redirection.';
}

export function withoutPrefix(path: string, prefix: string): string {
  if (!path.toLowerCase().startsWith(prefix.toLowerCase())) return path;
  const rest = path.slice(prefix.length);
  return rest.startsWith('/') ? rest : `/${rest}`;
}

function isStatus(text: string | undefined): boolean {
  return /^\d{3}$/.test(text ?? '');
}

export function errorStatus(rest: readonly Word[]): number {
  const status = rest
    .map(({ text }) => text)
    .filter(isStatus)
    .at(-1);
  return status === undefined ? 500 : Number(status);
}

export function respondHandler({ block, place }: Directive, rest: readonly Word[]): Handler {
  const [first, second] = rest;
  const only = first !== undefined && second === undefined;
  const asStatus = only && isStatus(first.text);
  const body =
    (!asStatus && first !== undefined && first.text !== '') ||
    (block ?? []).some(({ name }) => name === 'body');
  const written = asStatus ? first.text : second?.text;
  if (written !== undefined && !isStatus(written))
    return {
      kind: 'unknown',
      because: `${placeText(place)}: the status of an answer is unknown.`,
      declaredAt: place,
    };
  return { kind: 'respond', status: Number(written ?? 200), body, declaredAt: place };
}

export function redirectHandler({ place }: Directive, rest: readonly Word[]): Handler {
  const [to, code] = rest;
  if (code?.text === 'html') return { kind: 'respond', status: 200, body: true, declaredAt: place };
  if (/^0*401$/.test(code?.text ?? ''))
    return { kind: 'respond', status: 401, body: false, declaredAt: place };
  return { kind: 'redirect', to: to?.text ?? '/', declaredAt: place };
}

export function rewriteHandler([to]: readonly Word[]): Handler {
  const target = to?.text ?? '';
  return {
    kind: 'rewrite',
    apply: (path, passing) => {
      const made = expandPlaceholders(target, { ...passing, path });
      if (made === null) return null;
      const plain = textBefore(made, '?');
      return plain === '' ? path : plain;
    },
  };
}

export function uriHandler([what, ...values]: readonly Word[]): Handler {
  const [first = '', second = ''] = values.map(({ text }) => text);
  return {
    kind: 'rewrite',
    apply: (path) => {
      if (what?.text === 'strip_prefix')
        return withoutPrefix(path, first.startsWith('/') ? first.replace(/\/$/, '') : `/${first}`);
      if (what?.text === 'strip_suffix')
        return path.endsWith(first) ? path.slice(0, path.length - first.length) : path;
      if (what?.text === 'replace' && !`${first}${second}`.includes('{'))
        return path.replaceAll(first, second);
      return what?.text === 'query' ? path : null;
    },
  };
}

export function indexesOf({ block }: Directive): readonly string[] {
  const indexNames = block?.find(({ name }) => name === 'index')?.args.map(({ text }) => text);
  return indexNames ?? ['index.html', 'index.txt'];
}
