// Texts of the file within rules: they must not end the line, the quotes or the script that they stand in.

/** As a comment of a rule holds it: printable characters without quotes, as many as nft takes; iptables takes 255. */
export function commentOf(text: string): string {
  return text
    .replace(/[^A-Za-z0-9 .,:;/@*>_-]+/g, ' ')
    .trim()
    .slice(0, 128)
    .trim();
}
