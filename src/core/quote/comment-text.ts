// Texts of a file in comments: they must not end the line, the quotes or the script that they stand in.

import { visible } from './visible-text.ts';

/** Returns a comment line for YAML or a script, with `#`. */
export function commentLine(text: string): string {
  return visible(text);
}

/**
 * Returns a text for the comment of a firewall rule or the description of a unit: printable characters without quotes, up to the length
 * that nft accepts; iptables accepts 255.
 */
export function ruleComment(text: string): string {
  return text
    .replace(/[^A-Za-z0-9 .,:;/@*>_-]+/g, ' ')
    .trim()
    .slice(0, 128)
    .trim();
}
