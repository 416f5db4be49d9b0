// What Compose hashes of a service and of a network: its settings in one spelling, so that two versions are equal exactly where their
// hashes are. Short forms are unfolded, maps have no order, lists have one, and what is empty or zero counts as not said where
// Compose leaves it out of what it hashes.

import { dockerNameOf } from '../compose/docker-name-of.ts';
import { networkKeys } from '../compose/keys/file-keys.ts';
import type { ComposeKey } from '../compose/keys/key.ts';
import { membershipKeys } from '../compose/keys/part-keys.ts';
import { serviceKeys } from '../compose/keys/service-keys.ts';
import { fieldsOf } from '../compose/project/values/fields-of.ts';
import type { Network, Service } from '../compose/topology.ts';
import { deref } from '../yaml/tree.ts';
import { type ComposeVersion, hasBehaviour, newestMeasuredCompose } from './compose-versions.ts';
import { hashedValue } from './hashed-service.ts';
import { canonicalText, type Environment, isEmptyMap, type Plain, plainOf } from './plain-settings.ts';

interface CachedSettings {
  readonly environment: Environment;
  readonly compose: ComposeVersion;
  readonly text: string;
}

/** The settings by service: a service object stays the same until it is edited. */
const known = new WeakMap<Service, CachedSettings>();

/** Returns the settings that a service's hash is made from; equal texts give equal hashes. */
export function serviceSettings(
  service: Service,
  environment: Environment,
  compose: ComposeVersion = newestMeasuredCompose,
): string {
  const before = known.get(service);
  if (before?.environment === environment && before.compose === compose) return before.text;
  const text = settingsText(service, environment, compose);
  known.set(service, { environment, compose, text });
  return text;
}

function settingsText(service: Service, environment: Environment, compose: ComposeVersion): string {
  const settings: Record<string, Plain> = {};
  for (const [key, { value }] of fieldsOf(service.tree)) {
    if (serviceKeys.get(key)?.hash === 'never' || key.startsWith('x-') || key === 'networks') continue;
    if (key === 'depends_on' && hasBehaviour(compose, 'hashesWithoutDependsOn')) continue;
    if (key === 'profiles' && hasBehaviour(compose, 'hashesWithoutProfiles')) continue;
    const plain = hashedValue(service, key, value, environment);
    if (plain !== undefined) settings[key] = plain;
  }
  if (service.mode.kind === 'networks') settings.networks = memberships(service, environment);
  return canonicalText(settings);
}

/** Returns the settings that a network's hash is made from, its Docker name among them; null for an external network. */
export function networkSettings(
  network: Network,
  project: string | null,
  environment: Environment,
): string | null {
  if (network.external === true) return null;
  const settings: Record<string, Plain> = {};
  for (const [key, { value }] of fieldsOf(network.tree)) {
    if (key === 'name' || key === 'external' || key.startsWith('x-')) continue;
    const plain = plainOf(value, networkKeys.get(key), environment);
    if (plain !== undefined && !isEmptyMap(plain)) settings[key] = plain;
  }
  settings.name = dockerNameOf(network, project) ?? `?_${network.name}`;
  return canonicalText(settings);
}

/** Returns `networks` by key, with null for a membership without settings, which differs from `{}`. */
function memberships({ tree, attachments }: Service, environment: Environment): Plain {
  const node = deref(fieldsOf(tree).get('networks')?.value);
  const fields = node?.kind === 'map' ? fieldsOf(node) : null;
  const settings: Record<string, Plain> = {};
  for (const { network } of attachments) {
    const value = fields?.get(network)?.value;
    const map = deref(value)?.kind === 'map' && value !== undefined;
    settings[network] = map ? (plainOf(value, membership, environment) ?? {}) : null;
  }
  return settings;
}

const membership: ComposeKey = { below: membershipKeys };
