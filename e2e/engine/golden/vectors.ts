// Answers that were measured on Engines 26.1.5 and 28.5.2 with the userland proxy on, kept apart from the analyzer's own:
// analyzer and Engine must both still say the same.

import { join } from 'node:path';

export const goldenFile = join(import.meta.dirname, 'reference.yaml');

/** Fact, answer up to 27, answer from 28.2 on. */
const vectors: readonly (readonly [fact: string, old: string, recent: string])[] = [
  ['desk -> shop direct', 'true', 'true'],
  ['shop -> desk direct', 'true', 'true'],
  ['shop -> store direct', 'false', 'false'],
  ['shop -> store viaHost', 'true', 'true'],
  ['desk -> shop viaHost', 'true', 'true'],
  ['shop -> desk viaHost', 'false', 'false'],
  ['vault egress', 'false', 'false'],
  ['vault egress with a route back', 'false', 'false'],
  ['vault toHost', 'true', 'true'],
  ['vault -> agent direct', 'true', 'true'],
  ['vault -> store viaHost', 'false', 'false'],
  ['both egress', 'true', 'true'],
  ['both -> vault direct', 'true', 'true'],
  ['vault port 9705', 'nowhere', 'nowhere'],
  ['both port 9706', 'outside', 'outside'],
  ['desk port 9702', 'host', 'host'],
  ['shop fromWire', 'true', 'false'],
  ['desk fromWire', 'true', 'false'],
  ['vault fromWire', 'false', 'false'],
  ['apart2 -> apart direct', 'false', 'false'],
  ['apart2 -> apart viaHost', 'true', 'true'],
  ['apart2 -> apart resolves', 'true', 'true'],
  ...['shop', 'desk', 'guest', 'store', 'vault', 'both', 'apart', 'apart2', 'bare', 'old', 'old2'].map(
    (name) => [`${name} fromHost`, 'true', 'true'] as const,
  ),
  ['shut egress', 'false', 'false'],
  ['shut toHost', 'false', 'false'],
  ['shut -> shop direct', 'false', 'false'],
  ['shut -> shop viaHost', 'false', 'false'],
  ['shut -> agent direct', 'false', 'false'],
  ['guest -> desk direct', 'true', 'true'],
  ['guest -> shop direct', 'true', 'true'],
  ['guest -> desk resolves', 'true', 'true'],
  ['desk -> guest resolves', 'false', 'false'],
  ['agent -> desk viaHost', 'false', 'false'],
  ['agent -> vault direct', 'true', 'true'],
  ['bare egress', 'false', 'false'],
  ['bare egress with a route back', 'true', 'false'],
  ['bare -> store viaHost', 'false', 'false'],
  ['old2 -> old direct', 'true', 'true'],
  ['old2 -> old resolves', 'false', 'false'],
];

/** Fact and answer for the Engine `version`. */
export function goldenFor(version: string): readonly (readonly [fact: string, answer: string])[] {
  const recent = Number(version.split('.')[0]) >= 28;
  return vectors.map(([fact, old, current]) => [fact, recent ? current : old]);
}
