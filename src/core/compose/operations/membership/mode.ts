// Setting how a service is networked: closed, open, on the default bridge, joined, or on networks of its own.

import { ok, type Result, refuse } from '../../../text/result.ts';
import { entryOf } from '../../../yaml/tree.ts';
import type { ComposeDocument } from '../../document.ts';
import { joinedService, namespaceOwner } from '../../network-namespaces.ts';
import type { Service } from '../../topology.ts';
import { serviceField, splitFields } from '../field.ts';
import { operationKind } from '../operation-kind.ts';
import { editService, networkOf, serviceOf } from '../steps/edit-entity.ts';
import { handOver } from '../steps/hand-over.ts';
import { refuseProvider } from '../steps/memberships.ts';
import { removeKey } from '../steps/service-keys.ts';
import { type ModeSpec, writeMode } from '../steps/write-mode.ts';

declare module '../operation.ts' {
  interface Operations {
    mode: Mode;
  }
}

export interface Mode {
  readonly type: 'mode';
  readonly service: string;
  readonly mode: ModeSpec;
}

export const mode = operationKind<Mode>({
  type: 'mode',
  effect:
    'Sets the network mode: none, the host (refused as `host-links` where there are links, unless `drop-links`), the bridge, joined to another service (refused as `owner-only` where the service has keys that only the owner may have, unless `hand-over` moves them there), or exactly these networks. `ports` without effect stay.',
  replaces: true,
  fields: [
    serviceField,
    {
      usage: ':none|bridge|host[:drop-links]|service:OWNER[:hand-over]|networks:NETWORK[,NETWORK]',
      parse(text = '') {
        const wanted = readMode(text);
        return wanted && { mode: wanted };
      },
      format: ({ mode: wanted }) => (wanted ? modeArguments(wanted).join(':') : null),
      examples: ({ other, network }) => [
        { mode: { kind: 'none' } },
        { mode: { kind: 'host', dropLinks: true } },
        { mode: { kind: 'bridge' } },
        { mode: { kind: 'service', of: other, handOver: true } },
        { mode: { kind: 'networks', networks: [network] } },
      ],
    },
  ],
  keys: ['networks', 'network_mode', 'links', 'hostname', 'ports', 'expose', 'dns', 'extra_hosts'],
  plan(document, { service: name, mode: wanted }) {
    const present = document.topology.services.get(name);
    if (present && hasMode(present, wanted) && ownerOnlyKeys(present).length === 0) return ok([]);
    const refused = refuseMode(document, name, wanted);
    if (refused) return refused;
    if (wanted.kind === 'service' && wanted.handOver) return handOver(document, name, wanted.of);
    return editService(document, name, (draft, service) => {
      if (hasMode(service, wanted)) return ok(draft);
      if (wanted.kind !== 'host' || !wanted.dropLinks) return writeMode(draft, service, wanted);
      const unlinked = removeKey(draft, service, 'links');
      return unlinked.ok ? writeMode(unlinked.value, service, wanted) : unlinked;
    });
  },
});

export const operations = [mode];

function hasMode(service: Service, wanted: ModeSpec): boolean {
  if (service.mode.kind !== wanted.kind || service.networksAndMode) return false;
  if (wanted.kind === 'service') return service.mode.kind === 'service' && service.mode.of === wanted.of;
  if (wanted.kind !== 'networks') return true;
  const names = service.attachments.map((attachment) => attachment.network);
  return (
    names.length === wanted.networks.length && wanted.networks.every((network) => names.includes(network))
  );
}

/** Refuses a mode that the Engine or Compose would refuse. */
function refuseMode(document: ComposeDocument, name: string, wanted: ModeSpec): Result<never> | null {
  const found = serviceOf(document, name);
  if (!found.ok) return found;
  const service = found.value;
  const provider = refuseProvider(service);
  if (provider) return provider;
  if (wanted.kind === 'networks') {
    for (const network of wanted.networks) {
      const known = network === 'default' ? null : networkOf(document, network);
      if (known && !known.ok) return known;
    }
    return null;
  }
  if (wanted.kind === 'host' && service.links.length > 0 && !wanted.dropLinks) {
    // A13
    return refuse(
      'host-links',
      `${name} has links, which the Engine refuses in host mode; remove them first`,
      [{ label: "remove the links and use the host's network", operation: `mode=${name}:host:drop-links` }],
    );
  }
  return wanted.kind === 'service'
    ? refuseJoin(document, service, wanted.of, wanted.handOver === true)
    : null;
}

function refuseJoin(
  document: ComposeDocument,
  service: Service,
  of: string,
  hand: boolean,
): Result<never> | null {
  const { services } = document.topology;
  const joined = serviceOf(document, of);
  if (!joined.ok) return joined;
  const seen = new Set([service.name]);
  for (let next: string | null = of; next !== null; ) {
    if (seen.has(next)) {
      return refuse(
        'namespace-cycle',
        `${service.name} cannot join ${of}: ${of} already depends on its network`,
      );
    }
    seen.add(next);
    const target: Service | undefined = services.get(next);
    next = (target && joinedService(document.topology, target)?.name) ?? null;
  }
  const forbidden = ownerOnlyKeys(service);
  if (hand || forbidden.length === 0) return null;
  // A9
  const message = `a joined service may not have ${forbidden.join(', ')}; the owner of the network has them`;
  const label = `join ${of} and move them there`;
  const target = services.get(of);
  const owned = target !== undefined && namespaceOwner(document.topology, target) !== null;
  const choice = { label, operation: `mode=${service.name}:service:${of}:hand-over` };
  return refuse('owner-only', message, owned ? [choice] : []);
}

/** Returns the keys of a service that only the owner of a network namespace may have (A9). */
function ownerOnlyKeys(service: Service): readonly string[] {
  const keys = ['ports', 'expose', 'hostname', 'dns', 'extra_hosts', 'links'];
  return keys.filter((key) => entryOf(service.tree, key) !== null);
}

function readMode(text: string): ModeSpec | null {
  const [kind = '', of = ''] = splitFields(text, 2);
  switch (kind) {
    case 'none':
    case 'bridge':
      return of === '' ? { kind } : null;
    case 'host':
      if (of !== '' && of !== 'drop-links') return null;
      return of === '' ? { kind } : { kind, dropLinks: true };
    case 'service': {
      const [owner = '', hand = ''] = of.split(':');
      if (owner === '' || (hand !== '' && hand !== 'hand-over')) return null;
      return hand === '' ? { kind, of: owner } : { kind, of: owner, handOver: true };
    }
    case 'networks': {
      const networks = of.split(',').filter((network) => network !== '');
      return networks.length === 0 ? null : { kind, networks };
    }
    default:
      return null;
  }
}

function modeArguments(wanted: ModeSpec): readonly string[] {
  switch (wanted.kind) {
    case 'service':
      return ['service', wanted.of, ...(wanted.handOver ? ['hand-over'] : [])];
    case 'networks':
      return ['networks', wanted.networks.join(',')];
    case 'host':
      return ['host', ...(wanted.dropLinks ? ['drop-links'] : [])];
    default:
      return [wanted.kind];
  }
}
