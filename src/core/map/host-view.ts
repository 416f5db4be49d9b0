// How a person looks at a map: what is pointed at or selected, and which bands are shown.

/** The item that is pointed at or selected on a map. `stack` names the band: a stack of a host, or a machine of a fleet. */
export type HostTarget =
  | { readonly type: 'stack'; readonly stack: string }
  | { readonly type: 'rail'; readonly network: string }
  | { readonly type: 'station'; readonly stack: string; readonly network: string }
  | { readonly type: 'services'; readonly names: readonly string[] }
  | { readonly type: 'router'; readonly router: string }
  | { readonly type: 'forward'; readonly router: string; readonly index: number };

/** True when two targets are the same. */
export function sameTarget(a: HostTarget, b: HostTarget): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The filter for bands. */
export interface BandFilter {
  /** Words to find in a stack, its services, networks or ports; '' for all. */
  readonly text: string;
  /** True for stacks on a shared line only. */
  readonly shared: boolean;
  /** True for stacks that the outside reaches only. */
  readonly open: boolean;
}

export const everyBand: BandFilter = { text: '', shared: false, open: false };
