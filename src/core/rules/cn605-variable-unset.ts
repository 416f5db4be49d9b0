// CN605. Owns: variables that have neither a value nor a default, where Compose goes on without them. Where it refuses, CN601 names
// them; where the address of a port is one, CN103 does as well.

import { missingVariables, type VariableUse } from '../compose/environment/variables.ts';
import { nameList } from '../compose/name-list.ts';
import type { Topology } from '../compose/topology.ts';
import type { Rule } from '../findings/finding.ts';
import { namesCredential } from './facts/credentials.ts';
import { isMissingValue } from './facts/missing-values.ts';
import { hostFiles, references } from './facts/read-keys.ts';

export const rule: Rule = {
  id: 'CN605',
  slug: 'variable-unset',
  title: 'Variables have no value',
  why: 'Compose replaces a variable without a value by an empty string and reports it on standard error only. A network, a port or an address that depends on it is treated as unknown here.',
  severity: 'info',
  source: 'semantics 1.2, 4.5',
  reads: [...references, ...hostFiles, 'build', 'deploy'],
  quietOn: 'variables on which no image, port, path, network, route, command or password depends',
  *check({ workspace, topology }) {
    // The model holds the names of nearly all of them.
    const missing = topology.unsetVariables.length === 0 ? [] : missingVariables(workspace);
    if (missing.length === 0 || workspace.problems.some((problem) => isMissingValue(workspace, problem)))
      return;
    const grave = missing.filter((use) => decidingPlaces(topology, use).length > 0);
    const sorted = [...grave, ...missing.filter((use) => !grave.includes(use))];
    const names = sorted.map(({ name }) => name);
    const places = [...new Set(grave.flatMap((use) => decidingPlaces(topology, use)))];
    const it = names.length === 1 ? 'it' : 'them';
    const [first = missing[0]] = sorted;
    yield {
      subjects: [],
      message: `${nameList(names)} ${names.length === 1 ? 'has' : 'have'} no value: Compose inserts an empty string${places.length === 0 ? '' : `, and ${nameList(places)} ${places.length === 1 ? 'depends' : 'depend'} on ${it}`}. Set ${it} in a .env file beside the compose file, or give ${it} a default with \${NAME:-default}.`,
      at: first?.at ?? [],
      evidence: missing.map(({ name }) => name),
      quiet: grave.length === 0,
      parts: names.map((name) => ['CN605', name]),
    };
  },
};

/** Keys of a service that decide its image, its input, its listeners and who reaches it. */
const decidingKeys: ReadonlySet<string> = new Set(
  'image build command entrypoint ports expose volumes devices env_file secrets configs networks network_mode labels extra_hosts dns user'.split(
    ' ',
  ),
);
const decidingSections: ReadonlySet<string> = new Set(['networks', 'volumes', 'secrets', 'configs']);

/** Returns the keys that depend on a variable, as `image of web`, when they are more than plain settings. */
function decidingPlaces(topology: Topology, { name, missingAt }: VariableUse): readonly string[] {
  return missingAt.flatMap((path): readonly string[] => {
    const [section = '', entity = '', key = '', step] = path;
    if (section !== 'services') {
      return decidingSections.has(String(section)) ? [`${String(section).replace(/s$/, '')} ${entity}`] : [];
    }
    if (decidingKeys.has(String(key))) return [`${key} of ${entity}`];
    if (key !== 'environment') return [];
    const setting = topology.services.get(String(entity))?.environment.find(({ path: at }) => at[1] === step);
    return [name, setting?.key ?? ''].some(namesCredential) ? [`${setting?.key ?? name} of ${entity}`] : [];
  });
}
