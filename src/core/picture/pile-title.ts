// A common title for similar services.

import type { Service } from '../compose/topology.ts';
import { imageParts, unsetImageVariable } from '../describe/image-name.ts';
import { shortServiceNames } from '../layout/cards/short-names.ts';

/** Returns the name of a service's image without its tag, or the variable that would name the image. */
function kindOfImage(service: Service | undefined): string {
  if (!service) return 'alike';
  const variable = unsetImageVariable(service);
  if (variable !== null)
    return (
      variable
        .toLowerCase()
        .replace(/_?image$/, '')
        .replaceAll('_', ' ') || 'alike'
    );
  return imageParts(service).short.replace(/[:@].*$/, '');
}

/** Returns the members' names as shown on cards. */
export function shownNames(services: Services, members: readonly string[]): readonly string[] {
  const names = shortServiceNames(services);
  return members.map((name) => names.get(name) ?? name);
}

type Services = ReadonlyMap<string, Service>;

/** Returns a title for the members of a pile: the words that all names begin or end with, otherwise the name of their image. */
export function pileTitle(services: Services, members: readonly string[]): string {
  const parts = shownNames(services, members).map((name) => name.split(/[-_.]/));
  const [first = []] = parts;
  const shared = (at: (list: readonly string[], index: number) => string | undefined): string[] => {
    const words: string[] = [];
    for (let index = 0; index < first.length; index++) {
      const word = at(first, index);
      if (word === undefined || /^\d*$/.test(word) || !parts.every((each) => at(each, index) === word)) break;
      words.push(word);
    }
    return words;
  };
  const start = shared((list, index) => list[index]);
  const end = shared((list, index) => list[list.length - 1 - index]).reverse();
  const words = start.length > 0 ? start : end;
  return words.length > 0 ? words.join(' ') : kindOfImage(services.get(members[0] ?? ''));
}
