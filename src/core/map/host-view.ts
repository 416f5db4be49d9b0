// How a person looks at the picture of a host: what is pointed at or selected, and which bands are shown.

/** What is pointed at or selected on the picture of a host. */
export type HostTarget =
  | { readonly type: 'stack'; readonly stack: string }
  | { readonly type: 'rail'; readonly network: string }
  | { readonly type: 'station'; readonly stack: string; readonly network: string }
  | { readonly type: 'services'; readonly names: readonly string[] };

/** Whether two targets are the same one. */
export function sameTarget(a: HostTarget, b: HostTarget): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** What a person wants to see. */
export interface BandFilter {
  /** Words that a stack, one of its services, networks or ports holds; '' for all. */
  readonly text: string;
  /** Only stacks on a line that others are on, too. */
  readonly shared: boolean;
  /** Only stacks that the outside reaches. */
  readonly open: boolean;
}

export const everyBand: BandFilter = { text: '', shared: false, open: false };
