// The words of a service's start command.

import type { Service } from '../compose/topology.ts';

/** Returns the words of a service's command, split at the blanks of each item. */
export function commandWords({ commandItems }: Service): readonly string[] {
  return commandItems.flatMap((item) => item.split(/\s+/));
}

/** Returns the word after an option such as `-f FILE`; null when there is none. */
export function wordAfter(service: Service, option: string): string | null {
  const words = commandWords(service);
  return (words.includes(option) && words[words.indexOf(option) + 1]) || null;
}
