// Answers that were measured on Engines 26.1.5, 28.5.2 and 29.1.5 with the userland proxy on, kept apart from the analyzer's
// own: analyzer and Engine must both still say the same.

import { join } from 'node:path';

export const goldenFile = join(import.meta.dirname, 'reference.yaml');
/** Of Engines from 28 on: earlier ones give a network no IPv6 addresses by themselves. */
export const goldenFamiliesFile = join(import.meta.dirname, 'families.yaml');

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

/** Fact, answer on 28.5.2, answer on 29.1.5; see `keyIn` for the mark of IPv6. */
const families: readonly (readonly [fact: string, on28: string, on29: string])[] = [
  ['all -> only6 direct (IPv6)', 'true', 'true'],
  ['all -> other direct (IPv6)', 'false', 'false'],
  ['all -> other resolves', 'false', 'false'],
  ['all egress (IPv6)', 'true', 'true'],
  ['four egress (IPv6)', 'false', 'false'],
  ['all port 9731', 'outside', 'outside'],
  ['all port 9731 (IPv6)', 'outside', 'outside'],
  ['only6 port 9732', 'nowhere', 'nowhere'],
  ['only6 port 9732 (IPv6)', 'outside', 'outside'],
  ['only4 port 9733', 'outside', 'outside'],
  ['only4 port 9733 (IPv6)', 'nowhere', 'nowhere'],
  ['loop6 port 9734', 'nowhere', 'nowhere'],
  ['loop6 port 9734 (IPv6)', 'host', 'host'],
  ['four port 9737 (IPv6)', 'outside', 'outside'],
  ['four6 port 9738', 'nowhere', 'nowhere'],
  ['four6 port 9738 (IPv6)', 'outside', 'outside'],
  ['all -> four viaHost (IPv6)', 'true', 'true'],
  ['all -> four6 viaHost', 'false', 'false'],
  ['all -> four6 viaHost (IPv6)', 'true', 'true'],
  ['four -> all viaHost (IPv6)', 'false', 'false'],
  ['vault port 9736 (IPv6)', 'nowhere', 'nowhere'],
  ['vault egress (IPv6)', 'false', 'false'],
  ['vault toHost (IPv6)', 'true', 'true'],
  ['vault fromHost (IPv6)', 'true', 'true'],
  ['vault -> all viaHost (IPv6)', 'false', 'false'],
  ['half port 9739', 'nowhere', 'nowhere'],
  ['half port 9739 (IPv6)', 'outside', 'outside'],
  ['kept toHost', 'false', 'false'],
  ['kept toHost (IPv6)', 'true', 'true'],
  ['kept fromHost', 'false', 'false'],
  ['kept fromHost (IPv6)', 'true', 'true'],
  ['db -> app viaHost', 'false', 'true'],
  ['db -> four viaHost', 'false', 'false'],
];

/** Of the file of both families: fact and answer for the Engine `version`, 28 or later. */
export function familyVectorsFor(version: string): readonly (readonly [fact: string, answer: string])[] {
  const recent = Number(version.split('.')[0]) >= 29;
  return families.map(([fact, on28, on29]) => [fact, recent ? on29 : on28]);
}
