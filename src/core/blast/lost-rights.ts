// What stops working in a container that loses a right: the words of fixes, previews and commands alike. Connections that close are
// told by the difference of two reaches, and are not repeated here.

import { capabilities, effectiveCapabilities } from '../compose/project/read/capabilities.ts';
import type { Service } from '../compose/topology.ts';
import { catalogueEntry } from '../images/catalogue.ts';
import { socketClient } from '../images/socket-clients.ts';
import { type AccessMeans, hostAccess } from './host-access.ts';

/**
 * The most capabilities whose loss is told one by one: a service that drops nearly all of them is hardened, and its image seldom uses
 * them.
 */
const mostCapabilities = 3;

/** Returns sentences, without a full stop, on what a service can no longer do once it is as `after` says. */
export function lostRights(before: Service, after: Service): readonly string[] {
  if (before === after) return [];
  const { name } = before;
  const privilege = lostPrivilege(before, after);
  const kept = new Set(hostAccess(after).map(({ by }) => keyOf(by)));
  const lost = hostAccess(before).filter(({ by, implied }) => !implied && !kept.has(keyOf(by)));
  const texts = new Set<string>();
  for (const { by } of lost) {
    const text = lostAccess(by, before, after);
    if (text !== null) texts.add(`${name} ${text}`);
  }
  for (const text of privilege ?? lostCapabilities(before, after)) texts.add(`${name} can no longer ${text}`);
  return [...texts];
}

function keyOf(by: AccessMeans): string {
  switch (by.kind) {
    case 'runtime-socket':
      return `${by.kind} ${by.mount?.target ?? by.given?.target ?? ''}`;
    case 'control-socket':
      return `${by.kind} ${by.source}`;
    case 'host-path':
      return `host-path ${by.mount.source} ${by.mount.target} ${by.mount.readOnly}`;
    case 'device':
    case 'device-rule':
    case 'unconfined':
      return `${by.kind} ${by.item}`;
    default:
      return by.kind;
  }
}

/** Returns the end of a sentence about one lost means of access; null where capabilities, ports or nothing tell of it. */
function lostAccess(by: AccessMeans, before: Service, after: Service): string | null {
  switch (by.kind) {
    case 'runtime-socket':
      return lostSocket(before, after);
    case 'control-socket':
      return `can no longer control the host through ${by.source}`;
    case 'host-path': {
      const { source, target } = by.mount;
      const isReadable = after.mounts.some((mount) => mount.source === source && mount.target === target);
      return isReadable
        ? `can no longer write to ${source} of the host`
        : `no longer sees ${source} of the host`;
    }
    case 'device':
      return `can no longer use ${by.item.split(':', 1)[0]}`;
    case 'device-rule':
      return `can no longer use devices through '${by.item}'`;
    case 'processes':
      return before.pid === 'host'
        ? 'no longer sees the processes of the host'
        : `no longer sees the processes of ${before.pid?.replace(/^(?:service|container):/, '')}`;
    case 'host-network':
      return 'no longer has the interfaces and the loopback of the host';
    case 'unconfined':
      return `may no longer do what the Engine's profile forbids (${by.item})`;
    case 'user-ids':
      return 'no longer has the user ids of the host';
    default:
      return null;
  }
}

/** Returns the end of a sentence about the lost socket of the runtime. A client that is told another address still lists containers. */
function lostSocket(before: Service, after: Service): string | null {
  const { writes } = socketClient(before.image);
  const isRedirected = runtimeAddresses(after) > runtimeAddresses(before);
  if (writes === false) return isRedirected ? null : 'no longer sees other containers';
  return writes === null && !isRedirected
    ? 'can no longer see, start or stop other containers'
    : 'can no longer start or stop other containers';
}

function runtimeAddresses({ environment, command }: Service): number {
  const values = [...environment.map(({ value }) => value), command];
  return values.filter((value) => value?.includes('tcp://') === true).length;
}

/** Returns the ends of sentences about a lost `privileged`; null where the service keeps it or never had it. */
function lostPrivilege(before: Service, after: Service): readonly string[] | null {
  if (before.privileged !== true || after.privileged === true) return null;
  const kind = catalogueEntry(before.image)?.kind;
  if (kind === 'network-tool' || kind === 'vpn') {
    const controls = effectiveCapabilities(after).effective.includes('NET_ADMIN');
    return [`${controls ? '' : 'set firewall rules, '}load kernel modules or set sysctls`];
  }
  const devices = before.devices.length > 0 ? 'other devices than those it lists' : 'devices of the host';
  return [`use ${devices}, mount file systems or load kernel modules`];
}

/** Returns the ends of sentences about lost capabilities; none where nearly all go. */
function lostCapabilities(before: Service, after: Service): readonly string[] {
  const kept = new Set(effectiveCapabilities(after).effective);
  const lost = effectiveCapabilities(before).effective.filter((name) => !kept.has(name));
  if (lost.length > mostCapabilities) return [];
  return lost.map((name) => {
    const { summary = '' } = capabilities.find((capability) => capability.name === name) ?? {};
    // The reason why it is dangerous is no loss.
    return summary.replace(/(?:[;:]|, which).*$/, '');
  });
}
