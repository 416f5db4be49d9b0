// `healthcheck.test` as one text: only the command matters to the analyzer, not how it is started.

import { deref, type Tree } from '../../yaml/tree.ts';
import { fieldsOf } from './fields-of.ts';
import { readTexts } from './read-text.ts';
import { readTri } from './read-tri.ts';

/** The command of the health check, joined by spaces; null where there is none or it is switched off. */
export function readHealthcheck(
  tree: Tree | null | undefined,
  environment: ReadonlyMap<string, string>,
): string | null {
  const fields = fieldsOf(tree);
  if (readTri(fields.get('disable')?.value, environment, false) === true) return null;
  const test = fields.get('test')?.value;
  const words = readTexts(test, environment);
  if (words.length === 0) return null;
  if (deref(test)?.kind !== 'seq') return words.join(' ');
  const [first = '', ...rest] = words;
  if (first === 'NONE') return null;
  return first === 'CMD' || first === 'CMD-SHELL' ? rest.join(' ') : words.join(' ');
}
