// What lights up on a map when a person points at something: the bands with ties to it, and the lines that carry them.

/** The services of a band with a tie to the target, by their names on the band. */
export interface BandTies {
  /** The services that reach the target, by address or through a published port. */
  readonly callers: readonly string[];
  /** The callers that reach the target only over the host. */
  readonly overHost: readonly string[];
  /** The services that may reach the target. */
  readonly maybe: readonly string[];
  /** The services that the target reaches. */
  readonly called: readonly string[];
}

/** The ties of one band to the target. */
export interface BandLight extends BandTies {
  readonly words: string;
  /** The addresses at which the band reaches the target, and those at which the target reaches the band; none between stacks of one host. */
  readonly asks: readonly string[];
  readonly answersAt: readonly string[];
}

export interface MapLight {
  /** The services pointed at, with the names of their bands in front. */
  readonly services: ReadonlySet<string>;
  /** The bands of the services pointed at. */
  readonly own: ReadonlySet<string>;
  /** The other bands with a tie to the target, by name. */
  readonly stacks: ReadonlyMap<string, BandLight>;
  /** The networks that carry these ties. */
  readonly networks: ReadonlySet<string>;
}

/** Returns the ties of a band with the words for them. */
export function bandLight(ties: BandTies): BandLight {
  return { ...ties, words: tiesText(ties), asks: [], answersAt: [] };
}

/** Returns the names of callers, the first three of many. */
export function someNames(names: readonly string[]): string {
  return names.length > 3 ? `${names.slice(0, 3).join(', ')} +${names.length - 3}` : names.join(', ');
}

function tiesText({ callers, overHost, maybe, called }: BandTies): string {
  const direct = callers.filter((name) => !overHost.includes(name));
  const isMutual = direct.length === called.length && direct.every((name) => called.includes(name));
  if (direct.length > 0 && direct.length === callers.length && maybe.length === 0 && isMutual)
    return `${someNames(direct)} ${direct.length === 1 ? 'reaches' : 'reach'} it, and back`;
  return [
    ...(direct.length > 0 ? [`${someNames(direct)} ${direct.length === 1 ? 'reaches' : 'reach'} it`] : []),
    ...(overHost.length > 0 ? [`${someNames(overHost)} over the host`] : []),
    ...(maybe.length > 0 ? [`${someNames(maybe)} may reach it`] : []),
    ...(called.length > 0 ? [`it reaches ${someNames(called)}`] : []),
  ].join(' · ');
}
