// Values of a service for Kubernetes: keys that the model does not hold, read as Compose reads them, and durations, sizes, processors
// and commands as Kubernetes writes them.

import { fieldsOf } from '../../compose/project/values/fields-of.ts';
import { readText, readTexts, readTri } from '../../compose/project/values/read-scalar.ts';
import type { Service, Tri } from '../../compose/topology.ts';
import { resolvePath } from '../../compose/workspace/paths.ts';
import { environmentOf, folderSeenFrom } from '../../compose/workspace/seen-from.ts';
import type { Workspace } from '../../compose/workspace/workspace.ts';
import type { Path, Tree } from '../../yaml/tree.ts';

/** Seconds of `1m30s`, `500ms`; null for what is no duration. */
export function secondsOf(text: string): number | null {
  if (text === '0') return 0;
  const units = { ns: 1e-9, us: 1e-6, µs: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600, d: 86_400 } as const;
  let seconds = 0;
  let rest = text;
  while (rest !== '') {
    const [whole, number = '', unit = ''] = /^(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h|d)/.exec(rest) ?? [];
    if (whole === undefined) return null;
    seconds += Number(number) * units[unit as keyof typeof units];
    rest = rest.slice(whole.length);
  }
  return text === '' ? null : seconds;
}

/** A quantity of bytes in the largest unit in which it is a whole number. */
export function byteQuantity(bytes: number): string {
  let amount = bytes;
  let unit = '';
  for (const larger of ['Ki', 'Mi', 'Gi', 'Ti']) {
    if (amount === 0 || amount % 1024 !== 0) break;
    amount /= 1024;
    unit = larger;
  }
  return `${amount}${unit}`;
}

/** A quantity of processors, `0.5` or `500m`; null for what is no number, or less than Kubernetes can say. */
export function cpuQuantity(text: string): string | null {
  if (!/^(?:\d+(?:\.\d*)?|\.\d+)$/.test(text)) return null;
  const thousandths = Math.round(Number(text) * 1000);
  if (thousandths === 0) return null;
  return thousandths % 1000 === 0 ? `${thousandths / 1000}` : `${thousandths}m`;
}

/** The marks that open a quoted part of a command, and those that close it. */
const closings: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ['`', '`'],
  ['$(', ')'],
]);

/**
 * The words of a command that is a single text, as Compose splits it (measured with 2.26.1): no shell runs it, a backslash takes the
 * next character as it is but within single quotes, and what follows `;`, `&`, `|`, `<` or `>` is not there. Null where Compose refuses.
 */
export function shellWords(text: string): readonly string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  let closing = '';
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? '';
    const opening = text.startsWith('$(', i) ? '$(' : char;
    if (char === '\\' && closing !== "'") {
      i++;
      if (i >= text.length) return null;
      word = (word ?? '') + text[i];
    } else if (closing !== '') {
      const ends = char === closing;
      if (!ends || char === '`' || char === ')') word = (word ?? '') + char;
      if (ends) closing = '';
    } else if (closings.has(opening)) {
      closing = closings.get(opening) ?? '';
      const bare = char === '"' || char === "'";
      word = (word ?? '') + (bare ? '' : opening);
      i += opening.length - 1;
    } else if (char === '(' || char === ')') {
      return null;
    } else if (';&|<>'.includes(char)) {
      // `2>file`: the number belongs to the redirection, which is left out.
      if (char === '>' && word !== null && /^\d/.test(word)) word = null;
      break;
    } else if (/\s/.test(char)) {
      if (word !== null) words.push(word);
      word = null;
    } else {
      word = (word ?? '') + char;
    }
  }
  if (closing !== '') return null;
  if (word !== null) words.push(word);
  return words;
}

/** A word of `command`, `args` or a probe: there `$(NAME)` stands for a variable, and two dollar signs for one. */
export function literally(word: string): string {
  return word.replace(/\$(?=[$(])/g, '$$$$');
}

/** Values below a service by their path: `field('deploy', 'resources')`. */
interface ServiceFields {
  readonly environment: ReadonlyMap<string, string>;
  readonly tree: (...path: readonly string[]) => Tree | null;
  /** Null where the key is absent, or its text is empty. */
  readonly text: (...path: readonly string[]) => string | null;
  readonly texts: (...path: readonly string[]) => readonly string[];
  readonly tri: (...path: readonly string[]) => Tri;
}

/** The fields of `service`, read with the variables of its file. */
export function serviceFields(workspace: Workspace, service: Service): ServiceFields {
  const environment = environmentOf(workspace, service.name);
  const tree = (...path: readonly string[]): Tree | null =>
    path.reduce<Tree | null>((node, key) => fieldsOf(node).get(key)?.value ?? null, service.tree);
  return {
    environment,
    tree,
    text: (...path) => readText(tree(...path), environment) || null,
    texts: (...path) => readTexts(tree(...path), environment),
    tri: (...path) => readTri(tree(...path) ?? undefined, environment, false),
  };
}

/** The path of a file that is named at `at` of the merged model. */
export function namedFile(workspace: Workspace, at: Path, file: string): string {
  return resolvePath(folderSeenFrom(workspace, at), file);
}
