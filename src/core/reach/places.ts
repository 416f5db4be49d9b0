// The places that a question can name besides services. No service name contains an '@'.

/** Everything beyond the host: the LAN and the Internet. */
export const outsidePlace = '@outside';

/** The machines on the subnet of the host's outside interface. */
export const lanPlace = '@lan';

/** The machines behind the gateway of the host's subnet. */
export const internetPlace = '@internet';

/** The machine that runs the Engine. */
export const hostPlace = '@host';

/** The places by the words that people use for them. */
export const placesByName: ReadonlyMap<string, string> = new Map([
  ['outside', outsidePlace],
  ['lan', lanPlace],
  ['internet', internetPlace],
  ['host', hostPlace],
]);

/** True when a name is a place beyond the host. */
export function isBeyondHost(name: string): boolean {
  return name === outsidePlace || name === lanPlace || name === internetPlace;
}

/** True when a name is a place instead of a service. */
export function isPlace(name: string): boolean {
  return name === hostPlace || isBeyondHost(name);
}

/** Returns the display name of a place, or the service's own name. */
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
