// The words for the forms that a value may have, for what stands there instead, and for how to write it right.

import type { Writable } from '../../yaml/format-value.ts';
import { deref, entriesOf, type Tree } from '../../yaml/tree.ts';

/** `a text or a list`: the forms of the schema, in words. Texts that count as truth values go without saying. */
export function formsText(types: readonly string[]): string {
  const has = (type: string): boolean => types.includes(type);
  const scalars =
    has('boolean') && has('string') && (has('number') || has('integer'))
      ? ['a single value']
      : [
          ...(has('string') && !has('boolean') ? ['a text'] : []),
          ...(has('number') ? ['a number'] : has('integer') ? ['a whole number'] : []),
          ...(has('boolean') ? ['true or false'] : []),
        ];
  const words = [
    ...scalars,
    ...(has('array') ? ['a list'] : []),
    ...(has('object') ? ['a map'] : []),
    ...(has('null') ? ['nothing'] : []),
  ];
  const last = words.pop() ?? '';
  return words.length === 0 ? last : `${words.join(', ')} or ${last}`;
}

/** What stands there. `value` is the value after substitution, which says more than the text as written. */
export function standsText(node: Tree | null, value: Writable): string {
  const held = deref(node);
  if (held === null) return 'nothing';
  if (held.kind === 'map') return 'a map';
  if (held.kind === 'seq') return 'a list';
  if (held.value === null) return 'nothing';
  if (typeof value === 'number') return `the number ${held.text}`;
  if (typeof value === 'boolean') return `a bare ${held.text}`;
  return `'${typeof value === 'string' ? value : held.text}'`;
}

/** What to do where a value has a form that is none of `types`. */
export function formAdvice(types: readonly string[], node: Tree | null): string {
  const held = deref(node);
  const has = (type: string): boolean => types.includes(type);
  if (held === null || (held.kind === 'scalar' && held.value === null)) {
    if (has('array')) return 'Write one item per line below it, or take the line out.';
    return has('object')
      ? 'Write keys below it, or take the line out.'
      : 'Write a value, or take the line out.';
  }
  if (held.kind === 'scalar' && has('string')) {
    return has('boolean') ? 'Write true or false.' : `Put it in quotes: "${held.text}".`;
  }
  if (has('array')) return 'Write one item per line, each after a hyphen.';
  if (has('object')) return 'Write keys below it, each with a colon.';
  if (held.kind === 'map' && has('string') && !has('boolean') && entriesOf(held).length === 1) {
    return 'Put the whole item in quotes; a colon with a space behind it makes a map.';
  }
  if (has('boolean') && !has('number')) return 'Write true or false.';
  return has('string') ? 'Write one text there.' : 'Write one number there.';
}
