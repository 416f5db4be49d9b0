// The moments between which what a container lets out differs: before and after its own rules, and with and without its tunnel.

/** What holds in the network stack of a container at a moment. */
export interface Phase {
  /** True where its scripts have set their rules. */
  readonly rules: boolean;
  readonly tunnel: 'none' | 'up' | 'down';
  /** True for a service whose owner was made anew without it: nothing is left but loopback (LV30). */
  readonly isCutOff: boolean;
}

const plain: Phase = { rules: false, tunnel: 'none', isCutOff: false };

/** The moments by the words of a question. */
export const phases: ReadonlyMap<string, Phase> = new Map([
  ['before the rules', plain],
  ['after the rules', { ...plain, rules: true }],
  ['after a restart', plain],
  ['after the worker flushed them', plain],
  ['started, no tunnel, no rules', plain],
  ['tunnel up, no rules', { ...plain, tunnel: 'up' }],
  ['tunnel up, rules', { ...plain, rules: true, tunnel: 'up' }],
  ['tunnel down, rules', { ...plain, rules: true, tunnel: 'down' }],
  ['both restarted, no rules yet', plain],
  ['tunnel up, rules again', { ...plain, rules: true, tunnel: 'up' }],
  ['owner restarted, client not: lo only', { ...plain, isCutOff: true }],
]);
