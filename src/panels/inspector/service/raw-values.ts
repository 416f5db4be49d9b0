// What the file literally says, for fields that are edited: variables stay variables.

import { childOf, entriesOf, itemsOf, scalarText, type Tree } from '../../../core/yaml/tree.ts';

/** One environment entry as written. `value` null: the key alone, taken from the shell. */
export interface RawVariable {
  readonly key: string;
  readonly value: string | null;
}

/** `environment` in its list or map form. */
export function rawEnvironment(service: Tree): readonly RawVariable[] {
  const tree = childOf(service, 'environment');
  const variables: RawVariable[] = entriesOf(tree).map(({ key, value }) => ({
    key,
    value: scalarText(value),
  }));
  for (const item of itemsOf(tree)) {
    const text = scalarText(item);
    if (text === null) continue;
    const equals = text.indexOf('=');
    variables.push(
      equals < 0 ? { key: text, value: null } : { key: text.slice(0, equals), value: text.slice(equals + 1) },
    );
  }
  return variables;
}

function shellWord(text: string): string {
  return /^[\w@%+=:,./${}-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** `command` as one line; the words of a list are quoted where a shell would need it. */
export function rawCommand(service: Tree): string {
  const tree = childOf(service, 'command');
  const text = scalarText(tree);
  if (text !== null) return text;
  return itemsOf(tree)
    .map((item) => shellWord(scalarText(item) ?? ''))
    .join(' ');
}

/** A plain key such as `image` or `user`; '' where it is absent. */
export function rawText(service: Tree, key: string): string {
  return scalarText(childOf(service, key)) ?? '';
}
