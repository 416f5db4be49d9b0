// A link of ours: the page's own address with the design in its fragment, which no browser sends to a server.

/** From here on a link may be cut by mail and chat programs. */
export const longLink = 8 * 1024;
/** No link is made that is longer. */
export const longestLink = 64 * 1024;

/** The link to `page` that holds `letters`. */
export function shareAddress(page: string, letters: string): string {
  return `${page.replace(/#.*$/s, '')}#share=${letters}`;
}

/** The letters that a fragment holds; null where it is no link of ours. */
export function shareLetters(hash: string): string | null {
  const match = /^#share=(.*)$/s.exec(hash);
  return match === null ? null : (match[1] ?? '');
}
