// Text in a workflow command of GitHub Actions: `::error file=PROPERTY::DATA`.

import { visible } from './visible-text.ts';

/** A line end in a name would begin a command of its own; `visible` leaves none. */
export function commandData(text: string): string {
  return visible(text).replaceAll('%', '%25');
}

export function commandProperty(text: string): string {
  return commandData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
