// The default rule of a router: a Go template, of which the common functions are supported.

import { maxValueLength } from '../limits.ts';

/** The data that the template can use. */
export interface RuleModel {
  /** The container name: `app-shop`. */
  readonly name: string;
  readonly labels: ReadonlyMap<string, string>;
}

/** The default rule of Traefik. */
export const defaultRuleTemplate = 'Host(`{{ normalize .Name }}`)';

/** Returns the rule of a template; null when the template uses unsupported features. */
export function defaultRule(template: string, model: RuleModel): string | null {
  let made = '';
  let at = 0;
  while (at < template.length) {
    const open = template.indexOf('{{', at);
    const close = open < 0 ? -1 : template.indexOf('}}', open + 2);
    if (open >= 0 && close < 0) return null;
    const end = open < 0 ? template.length : open;
    made += template.slice(at, end);
    if (open < 0) break;
    // A hyphen inside the braces removes the blanks beside them.
    const body = template
      .slice(open + 2, close)
      .replace(/^-/, '')
      .trim();
    const value = pipeline(body.endsWith('-') ? body.slice(0, -1).trimEnd() : body, model);
    if (value === null || made.length + value.length > maxValueLength) return null;
    made += value;
    at = close + 2;
  }
  return made.includes('{{') ? null : made;
}

function pipeline(body: string, model: RuleModel): string | null {
  let piped: string | null = null;
  for (const part of body.split('|')) {
    const value = call(part.trim(), piped, model);
    if (value === null) return null;
    if (value.length > maxValueLength) return null;
    piped = value;
  }
  return piped;
}

const wordPattern = /"((?:[^"\\]|\\.)*)"|`([^`]*)`|(\S+)/g;

function call(text: string, piped: string | null, model: RuleModel): string | null {
  const words = [...text.matchAll(wordPattern)].map(([, quoted, raw, plain]) => {
    const literal = quoted ?? raw;
    return literal === undefined ? { plain: plain ?? '', text: null } : { plain: '', text: literal };
  });
  const [head, ...rest] = words;
  if (!head) return null;
  if (head.plain === 'index' && rest[0]?.plain === '.Labels' && rest.length === 2)
    return model.labels.get(rest[1]?.text ?? '') ?? '';
  const args = rest.map((word) => word.text ?? field(word.plain, model));
  if (piped !== null) args.push(piped);
  if (args.some((argument) => argument === null)) return null;
  const [first = '', second = '', third = ''] = args.map((argument) => argument ?? '');
  switch (head.plain) {
    case '':
      return head.text;
    case 'normalize':
      return normalized(first);
    case 'lower':
      return first.toLowerCase();
    case 'upper':
      return first.toUpperCase();
    case 'trimPrefix':
      return second.startsWith(first) ? second.slice(first.length) : second;
    case 'trimSuffix':
      return first !== '' && second.endsWith(first) ? second.slice(0, -first.length) : second;
    case 'replace':
      return third.replaceAll(first, second);
    default:
      return args.length === 0 ? field(head.plain, model) : null;
  }
}

function field(name: string, { name: service }: RuleModel): string | null {
  return name === '.Name' ? service : null;
}

/** Replaces each run of characters other than letters and digits by one hyphen. */
export function normalized(name: string): string {
  return name
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '')
    .join('-');
}
