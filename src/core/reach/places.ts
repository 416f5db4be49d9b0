// The two ends of a question that are no services. No service name can hold an '@'.

/** Whatever is beyond the host: the LAN and the Internet. */
export const outsidePlace = '@outside';

/** The machine that the Engine runs on. */
export const hostPlace = '@host';

/** What an end of a question is called: a place, else the service's own name. */
export function placeTitle(name: string): string {
  if (name === outsidePlace) return 'Outside';
  return name === hostPlace ? 'the host' : name;
}
