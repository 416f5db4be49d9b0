// CN511. Owns: folders and devices whose control amounts to control of the host. Runtime sockets, and folders that hold one, are CN502.

import { accessBy, hostAccess } from '../blast/host-access.ts';
import { changesHost } from '../blast/host-paths.ts';
import { nameList } from '../compose/name-list.ts';
import { itemPlace } from '../compose/places.ts';
import type { Mount, Service } from '../compose/topology.ts';
import type { Fix, Report, Rule } from '../findings/finding.ts';
import { childOf, itemsOf, scalarText } from '../yaml/tree.ts';
import { hostFiles } from './facts/read-keys.ts';

export const rule: Rule = {
  id: 'CN511',
  slug: 'sensitive-host-path',
  title: 'Sensitive host path or device mounted',
  why: "A container that can write to the configuration, the kernel settings or the disks of the host can change the host at will. Read access already reveals the host's accounts, keys and neighbours.",
  severity: 'error',
  raisedIn: ['cis'],
  source: 'CIS Docker 5.6, 5.18',
  reads: [...hostFiles, 'devices', 'device_cgroup_rules'],
  concerns: ({ service: { mounts, devices, deviceCgroupRules } }) =>
    devices.length > 0 || deviceCgroupRules.length > 0 || mounts.some(({ type }) => type === 'bind'),
  *checkService({ service }) {
    const { name } = service;
    const access = hostAccess(service);
    const mounts = accessBy(access, 'host-path').flatMap(({ by }) => (by.sensitive ? by.mount : []));
    const [first] = mounts;
    if (first) {
      const writable = mounts.filter(changesHost);
      const paths = mounts.map(({ source, readOnly }) => `${source}${readOnly ? ' (read-only)' : ''}`);
      yield {
        severity: writable.length > 0 ? 'error' : 'warning',
        subjects: [name],
        message: `${name} mounts ${nameList(paths)} of the host.`,
        at: ['services', name, ...first.path],
        fixes: mountFixes(service, mounts, writable),
        restOf: { kind: 'privileged', service: name },
        evidence: mounts.map(({ source, readOnly }) => `${source}:${readOnly ? 'ro' : 'rw'}`),
        parts: [
          ...mounts.map(({ source }) => ['CN511', name, source]),
          ...mounts.filter((mount) => !mount.readOnly).map(({ source }) => ['CN511', name, source, 'rw']),
        ],
      };
    }
    const grave = accessBy(access, 'device').filter(({ by }) => by.holds !== 'else');
    if (grave.length > 0) {
      const devices = grave.map(({ by }) => by.item);
      const log = grave.every(({ by }) => by.holds === 'kernel log');
      const what = log ? "the kernel's log, with its addresses" : 'its memory or a whole disk';
      const message = `${name} gets ${nameList(devices)} of the host: ${what}.`;
      yield { ...deviceReport(service, 'devices', devices, message), severity: log ? 'warning' : 'error' };
    }
    // A privileged container has all devices anyway (CN501).
    const rules = accessBy(access, 'device-rule').flatMap(({ by, implied }) => (implied ? [] : by.item));
    if (rules.length === 0) return;
    const quoted = nameList(rules.map((rule) => `'${rule}'`));
    const message = `${name} may use devices of the host by ${quoted}, its memory or whole disks among them.`;
    yield deviceReport(service, 'device_cgroup_rules', rules, message);
  },
};

function deviceReport(
  service: Service,
  key: 'devices' | 'device_cgroup_rules',
  items: readonly string[],
  message: string,
): Report {
  const operations = items.map((item) => ({ type: 'unset' as const, service: service.name, key, item }));
  return {
    subjects: [service.name],
    message,
    at: itemPlace(service, key, items[0] ?? ''),
    fixes: [{ title: `Remove ${nameList(items)}`, safe: false, operations }],
    restOf: { kind: 'privileged', service: service.name },
    evidence: items,
    parts: items.map((item) => ['CN511', service.name, key === 'devices' ? 'device' : key, item]),
  };
}

function mountFixes(service: Service, mounts: readonly Mount[], writable: readonly Mount[]): readonly Fix[] {
  const fixes: Fix[] = [];
  const written = writable.map((mount) => ({ mount, text: shortForm(service, mount) }));
  if (written.length > 0 && written.every(({ text }) => text !== null)) {
    fixes.push({
      title: `Mount ${nameList(written.map(({ mount }) => mount.source))} read-only`,
      safe: false,
      operations: written.map(({ mount }) => ({
        type: 'volume' as const,
        service: service.name,
        item: `${mount.source}:${mount.target}:ro`,
      })),
    });
  }
  fixes.push({
    title: `Remove the mount of ${nameList(mounts.map(({ source }) => source))}`,
    safe: false,
    operations: mounts.map(({ target }) => ({
      type: 'unvolume' as const,
      service: service.name,
      item: target,
    })),
  });
  return fixes;
}

/** Returns the plain short form of a mount; null for the long form, for options and for variables. */
function shortForm({ tree }: Service, { path, source, target }: Mount): string | null {
  const [key, index] = path;
  const text = typeof index === 'number' ? scalarText(itemsOf(childOf(tree, String(key)))[index]) : null;
  return text === `${source}:${target}` || text === `${source}:${target}:rw` ? text : null;
}
