// Traefik's options as one tree from any source: labels, flags, environment variables, files. Names are in lower case.

import { deref, type Tree } from '../../yaml/tree.ts';
import { giveUp } from '../limits.ts';
import { type ConfigText, lineAt, placeText, type SourceLocation } from '../places.ts';

export interface Options {
  /** The value; null when only nested options are stated. */
  value: string | null;
  readonly below: Map<string, Options>;
  /** The items of a list in a file; null when the value is not a list. */
  items: readonly Options[] | null;
  declaredAt: SourceLocation;
}

export function newOptions(declaredAt: SourceLocation = null): Options {
  return { value: null, below: new Map(), items: null, declaredAt };
}

/** Sets the value at a path of names and replaces an earlier one. */
export function setOption(
  options: Options,
  names: readonly string[],
  value: string,
  declaredAt: SourceLocation,
): void {
  let here = options;
  for (const name of names) {
    const key = name.toLowerCase();
    const next = here.below.get(key) ?? newOptions(declaredAt);
    here.below.set(key, next);
    here = next;
  }
  here.value = value;
  here.declaredAt = declaredAt;
}

/** Returns the option at a dotted path; undefined when unstated. */
export function optionAt(options: Options | undefined, names: string): Options | undefined {
  let here = options;
  for (const name of names === '' ? [] : names.split('.')) here = here?.below.get(name);
  return here;
}

export function textAt(options: Options | undefined, names: string): string | null {
  return optionAt(options, names)?.value ?? null;
}

/** Returns the items of a list: those of a file, or a text split at commas. */
export function listAt(options: Options | undefined, names: string): readonly string[] | null {
  const option = optionAt(options, names);
  if (!option) return null;
  if (option.items) return option.items.flatMap(({ value }) => value ?? []);
  if (option.value === null) return null;
  return option.value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** Returns a boolean as Go reads it; `fallback` when unstated or invalid. */
export function booleanAt(options: Options | undefined, names: string, fallback: boolean): boolean {
  return goBoolean(textAt(options, names)) ?? fallback;
}

export function goBoolean(text: string | null): boolean | null {
  if (text === null) return null;
  if (/^(?:1|t|true)$/i.test(text)) return true;
  return /^(?:0|f|false)$/i.test(text) ? false : null;
}

/** The maximum nesting of option names. */
export const maxOptionDepth = 60;
/** The maximum number of options in one file, with aliases expanded. */
const maxOptions = 200_000;

/** Returns the options of a file. */
export function treeOptions(tree: Tree | null, file: ConfigText): Options {
  const left = { left: maxOptions };
  const read = (from: Tree | null, depth: number): Options => {
    const node = deref(from);
    const options = newOptions(node ? lineAt(file, node.from) : null);
    if (node === null) return options;
    if (depth > maxOptionDepth || --left.left < 0)
      giveUp(`${placeText(lineAt(file, node.from))} exceeds the limit for size or nesting.`);
    if (node.kind === 'scalar') options.value = node.value === null ? null : node.text;
    else if (node.kind === 'seq') options.items = node.items.map((item) => read(item, depth + 1));
    else
      for (const { key, keySpan, value } of node.entries) {
        const below = read(value, depth + 1);
        below.declaredAt = lineAt(file, keySpan.from);
        options.below.set(key.toLowerCase(), below);
      }
    return options;
  };
  return read(tree, 0);
}
