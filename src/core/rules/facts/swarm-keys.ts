// The effect of `docker stack deploy` on each key of a Compose file (SW9, SW12, SW15), from the table of keys, by position in the file.

import { configKeys, fileKeys, networkKeys, secretKeys } from '../../compose/keys/file-keys.ts';
import {
  type Cast,
  type ComposeKeys,
  rowsOf,
  type SwarmForm,
  type SwarmTreatment,
} from '../../compose/keys/key.ts';
import { membershipKeys, mountKeys, portKeys } from '../../compose/keys/part-keys.ts';
import { serviceKeys } from '../../compose/keys/service-keys.ts';

/** The place of a key: the top level, a service, an entry of its `networks`, `ports` or `volumes`, a network, a secret or a config. */
export type SwarmPlace =
  | 'top'
  | 'service'
  | 'membership'
  | 'port'
  | 'volume-mount'
  | 'network'
  | 'secret'
  | 'config';

export interface SwarmKey extends SwarmTreatment {
  /** The steps from the place to the key; `*` is any name or item, `x-*` any key that begins so. */
  readonly at: readonly string[];
  readonly cast: Cast | undefined;
}

/** Keys of a service whose entries are places of their own. */
const keysWithEntries: ReadonlySet<string> = new Set(['networks', 'ports', 'volumes']);

/** The order in which messages name keys. */
const forms: readonly (SwarmForm | undefined)[] = [
  'bridge',
  undefined,
  'mapping',
  'entries',
  'text',
  'number',
  'boolean',
  'list',
  'nothing',
];

/** The keys by place, those refused in any form before those refused in one. */
export const swarmKeys: { readonly [place in SwarmPlace]: readonly SwarmKey[] } = {
  top: treatedKeys(fileKeys, ({ at }) => at.length === 1),
  service: treatedKeys(
    serviceKeys,
    ({ at: [key = '', ...below] }) => below.length === 0 || !keysWithEntries.has(key),
  ),
  membership: treatedKeys(membershipKeys),
  port: treatedKeys(portKeys),
  'volume-mount': treatedKeys(mountKeys),
  network: treatedKeys(networkKeys),
  secret: treatedKeys(secretKeys),
  config: treatedKeys(configKeys),
};

function treatedKeys(
  keys: ComposeKeys,
  isMeant: (key: SwarmKey) => boolean = () => true,
): readonly SwarmKey[] {
  const treated: SwarmKey[] = [];
  for (const [path, { cast, swarm = [] }] of rowsOf(keys)) {
    const at = path.map((step) => (step === '-' ? '*' : step));
    for (const treatment of swarm) treated.push({ ...treatment, at, cast });
  }
  return treated.filter(isMeant).sort(inOrder);
}

function inOrder(a: SwarmKey, b: SwarmKey): number {
  const byForm = forms.indexOf(a.form) - forms.indexOf(b.form);
  if (byForm !== 0 || (a.form !== undefined && a.form !== 'text')) return byForm;
  const [[nameA = '', ...belowA], [nameB = '', ...belowB]] = [a.at, b.at];
  const byDepth = Math.min(belowA.length, 1) - Math.min(belowB.length, 1);
  return byDepth || (nameA < nameB ? -1 : nameA > nameB ? 1 : 0);
}

/** True when a step of the table matches `key`, or the item with that index. */
export function matchesStep(step: string, key: string | number): boolean {
  return step === '*' || step === key || (step === 'x-*' && String(key).startsWith('x-'));
}
