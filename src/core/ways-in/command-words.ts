// The words of the command that starts a service.

import type { Service } from '../compose/topology.ts';

/** The words, those of items that hold blanks apart. */
export function commandWords({ commandItems }: Service): readonly string[] {
  return commandItems.flatMap((item) => item.split(/\s+/));
}

/** The word after an option, as in `-f FILE`; null where there is none. */
export function wordAfter(service: Service, option: string): string | null {
  const words = commandWords(service);
  return (words.includes(option) && words[words.indexOf(option) + 1]) || null;
}
