// What services that are alike are called together.

import type { Service } from '../compose/topology.ts';
import { imageParts, unsetImageVariable } from './image-name.ts';

/** What the image of a pile is called: without tag, or as the variable that would name it. */
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

/** What all services of a pile are: the words that all names begin or end with, else what their image is called. */
export function pileTitle(names: readonly string[], service: Service | undefined): string {
  const parts = names.map((name) => name.split(/[-_.]/));
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
  return words.length > 0 ? words.join(' ') : kindOfImage(service);
}
