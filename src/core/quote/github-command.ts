// Text in a workflow command of GitHub Actions: `::error file=PROPERTY::DATA`.

import { visible } from './visible-text.ts';

/** Returns a text for a GitHub workflow command; a line end in it would begin another command, and `visible` leaves none. */
export function commandData(text: string): string {
  return visible(text).replaceAll('%', '%25');
}

export function commandProperty(text: string): string {
  return commandData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
