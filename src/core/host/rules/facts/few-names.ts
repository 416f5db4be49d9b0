// Names of a host in a message: they are long, since each begins with its stack.

import { nameList } from '../../../compose/name-list.ts';

/** Characters that a list may take, so that a message with two of them is still read. */
const room = 170;

/** `nameList` of as many of the first names as there is room for, at least one; `count` where the list is cut already. */
export function fewNames(names: readonly string[], count: number = names.length): string {
  let [length, fitting] = [0, 0];
  for (const name of names) {
    length += name.length + 2;
    if (fitting > 0 && length > room) break;
    fitting++;
  }
  if (fitting >= Math.min(names.length, 5)) return nameList(names, count);
  return `${names.slice(0, fitting).join(', ')} and ${count - fitting} more`;
}
