// The ends of a question that are no services. No service name can hold an '@'.

/** Whatever is beyond the host: the LAN and the Internet. */
export const outsidePlace = '@outside';

/** Machines on the subnet of the host's outside interface. */
export const lanPlace = '@lan';

/** Machines behind the gateway of that subnet. */
export const internetPlace = '@internet';

/** The machine that the Engine runs on. */
export const hostPlace = '@host';

/** The places by the words that people give them. */
export const placesByName: ReadonlyMap<string, string> = new Map([
  ['outside', outsidePlace],
  ['lan', lanPlace],
  ['internet', internetPlace],
  ['host', hostPlace],
]);

/** Whether an end lies beyond the host. */
export function isBeyondHost(name: string): boolean {
  return name === outsidePlace || name === lanPlace || name === internetPlace;
}

/** Whether an end is no service. */
export function isPlace(name: string): boolean {
  return name === hostPlace || isBeyondHost(name);
}

/** What an end of a question is called: a place, else the service's own name. */
export function placeTitle(name: string): string {
  switch (name) {
    case outsidePlace:
      return 'Outside';
    case lanPlace:
      return 'the LAN';
    case internetPlace:
      return 'the Internet';
    case hostPlace:
      return 'the host';
    default:
      return name;
  }
}
