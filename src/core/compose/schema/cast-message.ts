// A text that Compose cannot read as the number or truth value that must stand there.

import type { Cast } from './casts.ts';
import type { Words } from './fault-message.ts';
import type { Uncast } from './plain-value.ts';
import { subjectOf, subjectText } from './subject-of.ts';

const kinds: Readonly<Record<Cast, { readonly what: string; readonly advice: string }>> = {
  flag: { what: 'true or false', advice: 'Write true or false.' },
  whole: { what: 'a whole number', advice: 'Write a number without a fraction or unit.' },
  number: { what: 'a number', advice: 'Write a number, such as 2 or 0.5.' },
  size: { what: 'a size', advice: 'Write a number of bytes, or one with a unit such as 512m or 2g.' },
  count: { what: "a whole number or 'all'", advice: "Write a number, or 'all'." },
};

/** The words for one text that cannot be cast. */
export function castMessage({ path, cast, text }: Uncast): Words {
  const { what, advice } = kinds[cast];
  const stands = text === '' ? 'an empty text' : `'${text}'`;
  return { message: `${subjectText(subjectOf(path))} must be ${what}, but ${stands} stands there`, advice };
}
