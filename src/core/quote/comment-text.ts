// Texts of a file in comments: they must not end the line, the quotes or the script that they stand in.

import { visible } from './visible-text.ts';

/** A line behind `#`, in YAML or a script. */
export function commentLine(text: string): string {
  return visible(text);
}

/** As a comment of a rule holds it, or the description of a unit: printable characters without quotes, as many as nft takes; iptables takes 255. */
export function ruleComment(text: string): string {
  return text
    .replace(/[^A-Za-z0-9 .,:;/@*>_-]+/g, ' ')
    .trim()
    .slice(0, 128)
    .trim();
}
