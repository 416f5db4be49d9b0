// The options that hold for a whole host: Engine and daemon belong to one machine; profiles and names belong to each stack.

import type { ReachOptions } from '../../core/analysis/reach/reach-model.ts';
import type { HostOptions } from '../../core/host/analyze-host.ts';

/** Under which name the switches of a daemon are kept for a host. */
export function hostSwitches(name: string | null): string {
  return `host:${name ?? ''}`;
}

/** The options that all stacks share. */
export function hostOptions({
  profiles: _,
  project: __,
  elsewhere: ___,
  ...options
}: ReachOptions): HostOptions {
  return options;
}
