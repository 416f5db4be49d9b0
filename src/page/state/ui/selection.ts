// What is selected on the page: cards, lanes and taps, in the order in which they were chosen.

/** One selected thing. `tap` is a membership. */
export type Selected =
  | { readonly type: 'service'; readonly name: string }
  | { readonly type: 'network'; readonly name: string }
  | { readonly type: 'tap'; readonly service: string; readonly network: string };

export type Selection = readonly Selected[];

/** Whether two selected things are the same one. */
export function sameSelected(a: Selected, b: Selected): boolean {
  if (a.type === 'tap') return b.type === 'tap' && a.service === b.service && a.network === b.network;
  return a.type === b.type && a.name === (b as { readonly name: string }).name;
}

/** Whether `item` is part of the selection. */
export function isSelected(selection: Selection, item: Selected): boolean {
  return selection.some((other) => sameSelected(other, item));
}

/** The selection with `item` added, or taken out where it was in. */
export function toggleSelected(selection: Selection, item: Selected): Selection {
  if (isSelected(selection, item)) return selection.filter((other) => !sameSelected(other, item));
  return [...selection, item];
}

/** A finding's subject (`db`, `network:back`) as a selected thing. */
export function subjectSelected(subject: string): Selected {
  if (subject.startsWith('network:')) return { type: 'network', name: subject.slice('network:'.length) };
  return { type: 'service', name: subject };
}
