// The command-line form of what is done to the intents of a file, read: `never:front -> db`.

import { intentKinds } from '../project/read-intents.ts';
import type { PlainOperation } from './operation.ts';

/** The operation; null where the text has not its form, or it is none on intents. */
export function readIntentOperation(name: string, text: string): PlainOperation | null {
  if (name !== 'intent' && name !== 'unintent') return null;
  const colon = text.indexOf(':');
  const kind = intentKinds.find((known) => known === text.slice(0, colon).trim());
  const statement = text.slice(colon + 1).trim();
  return kind === undefined || statement === '' ? null : { type: name, kind, text: statement };
}
