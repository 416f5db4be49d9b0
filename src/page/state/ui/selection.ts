// What is selected on the page: cards, lanes and taps, in the order in which they were chosen.

/** One selected item; `tap` is the membership of a service in a network. */
export type Selected =
  | { readonly type: 'service'; readonly name: string }
  | { readonly type: 'network'; readonly name: string }
  | { readonly type: 'tap'; readonly service: string; readonly network: string };

export type Selection = readonly Selected[];

/** True when two items are the same. */
export function sameSelected(a: Selected, b: Selected): boolean {
  if (a.type === 'tap') return b.type === 'tap' && a.service === b.service && a.network === b.network;
  return a.type === b.type && a.name === (b as { readonly name: string }).name;
}

/** True when `item` is selected. */
export function isSelected(selection: Selection, item: Selected): boolean {
  return selection.some((other) => sameSelected(other, item));
}

/** Returns the selection with `item` toggled. */
export function toggleSelected(selection: Selection, item: Selected): Selection {
  if (isSelected(selection, item)) return selection.filter((other) => !sameSelected(other, item));
  return [...selection, item];
}

/** Returns a finding's subject (`db`, `network:back`) as a selectable item. */
export function subjectSelected(subject: string): Selected {
  if (subject.startsWith('network:')) return { type: 'network', name: subject.slice('network:'.length) };
  return { type: 'service', name: subject };
}
