// Which keys a place of a compose file takes. Places are paths; `*` is a name that people chose, `-` an item of a list.

import {
  attachmentKeys,
  buildKeys,
  bulkheadKeys,
  configKeys,
  dependencyKeys,
  deployKeys,
  extendsKeys,
  healthcheckKeys,
  intentKeys,
  type KeyInfo,
  loggingKeys,
  mountKeys,
  networkKeys,
  portKeys,
  secretKeys,
  serviceKeys,
  serviceTagKeys,
  topLevelKeys,
  volumeKeys,
} from './compose-keys.ts';

const places: readonly (readonly [place: readonly string[], keys: readonly KeyInfo[]])[] = [
  [[], topLevelKeys],
  [['services', '*'], serviceKeys],
  [['services', '*', 'networks', '*'], attachmentKeys],
  [['services', '*', 'depends_on', '*'], dependencyKeys],
  [['services', '*', 'ports', '-'], portKeys],
  [['services', '*', 'volumes', '-'], mountKeys],
  [['services', '*', 'healthcheck'], healthcheckKeys],
  [['services', '*', 'build'], buildKeys],
  [['services', '*', 'deploy'], deployKeys],
  [['services', '*', 'extends'], extendsKeys],
  [['services', '*', 'logging'], loggingKeys],
  [['services', '*', 'x-bulkhead'], serviceTagKeys],
  [['x-bulkhead'], bulkheadKeys],
  [['x-bulkhead', 'intents', '-'], intentKeys],
  [['networks', '*'], networkKeys],
  [['volumes', '*'], volumeKeys],
  [['secrets', '*'], secretKeys],
  [['configs', '*'], configKeys],
];

function fits(place: readonly string[], path: readonly string[]): boolean {
  if (place.length !== path.length) return false;
  return place.every((step, at) => step === path[at] || (step === '*' && path[at] !== '-'));
}

/** The keys that the map at `path` takes; none where every name is free or nothing is known. */
export function keysAt(path: readonly string[]): readonly KeyInfo[] {
  return places.find(([place]) => fits(place, path))?.[1] ?? [];
}
