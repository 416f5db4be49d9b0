// CN106. Owns: options of a joined container that only the owner of the network namespace may have.

import { nameList } from '../compose/name-list.ts';
import type { Operation } from '../compose/operations/operation.ts';
import type { PortSpec } from '../compose/operations/steps/port-text.ts';
import { containerText } from '../compose/project/ports/port-range.ts';
import type { PortBinding, Service } from '../compose/topology.ts';
import type { Fix, Rule } from '../findings/finding.ts';
import { childOf, deref } from '../yaml/tree.ts';
import { livesOnNetworks } from './facts/networks.ts';

/** A9: the Engine refuses to create the container. */
const refused = ['ports', 'expose', 'hostname', 'dns', 'extra_hosts', 'links'];
/** A10: accepted, without effect. */
const withoutEffect = ['mac_address', 'dns_search', 'dns_opt', 'domainname'];

export const rule: Rule = {
  id: 'CN106',
  slug: 'joined-publishes-ports',
  title: 'Joined container declares options that only the namespace owner may have',
  why: 'A container that joins the network namespace of another has no address, ports or host name of its own. The Engine refuses to create it with options for them; those options belong on the container that it joins.',
  severity: 'error',
  source: 'A9, A10 (measured, each option)',
  concerns: ({ service: { mode } }) => mode.kind === 'service' || mode.kind === 'container',
  *checkService({ service, owner }) {
    const { name, mode } = service;
    if (mode.kind !== 'service' && mode.kind !== 'container') return;
    const errors = refused.filter((key) => isSet(service, key));
    const keys = [...errors, ...withoutEffect.filter((key) => isSet(service, key))];
    const [first] = keys;
    if (first === undefined) return;
    const verdict =
      errors.length > 0 ? 'the Engine refuses to create it' : 'they have no effect on a joined container';
    yield {
      severity: errors.length > 0 ? 'error' : 'warning',
      subjects: [name, owner?.name ?? mode.of],
      message: `${name} joins the network namespace of ${mode.of} and sets ${nameList(keys)}: ${verdict}.`,
      at: ['services', name, first],
      fixes: [...movePorts(service, owner, keys), removeKeys(service, keys, errors.length === 0)],
      evidence: keys,
      parts: keys.map((key) => ['CN106', name, key]),
    };
  },
};

/** True when a key requests anything: an empty list or value does not. */
function isSet({ tree }: Service, key: string): boolean {
  const value = deref(childOf(tree, key));
  if (value?.kind === 'map') return value.entries.length > 0;
  if (value?.kind === 'seq') return value.items.length > 0;
  return value !== null && value.value !== null;
}

function removeKeys({ name }: Service, keys: readonly string[], safe: boolean): Fix {
  return { title: `Remove ${nameList(keys)}`, safe, operations: keys.map((key) => unset(name, key)) };
}

function unset(service: string, key: string): Operation {
  return { type: 'unset', service, key, item: null };
}

/** Moves the ports to the namespace owner, on loopback when they have no address: opening more is a person's decision. */
function movePorts(service: Service, target: Service | null, keys: readonly string[]): readonly Fix[] {
  if (!target || !livesOnNetworks(target) || target.name === service.name) return [];
  const bindings = service.ports.flatMap((item) => item.bindings);
  if (bindings.length === 0) return [];
  const publishes = bindings.map(
    (binding): Operation => ({ type: 'publish', service: target.name, port: portOf(binding) }),
  );
  const operations = [...publishes, ...keys.map((key) => unset(service.name, key))];
  return [{ title: `Move the ports to ${target.name}`, safe: false, operations }];
}

function portOf({ hostIp, protocol, ...ports }: PortBinding): PortSpec {
  return {
    hostIp: hostIp || '127.0.0.1',
    hostPort: ports.hostPort,
    containerPort: containerText(ports),
    protocol: protocol === 'udp' || protocol === 'sctp' ? protocol : 'tcp',
  };
}
