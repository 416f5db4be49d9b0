// CN514. Owns: sockets through which a container controls the host, except those of container runtimes (CN502).

import { accessBy, hostAccess } from '../blast/host-access.ts';
import { hostSockets } from '../blast/runtime-sockets.ts';
import { nameList } from '../compose/name-list.ts';
import type { Operation } from '../compose/operations/operation.ts';
import { writtenItem } from '../compose/places.ts';
import type { Rule } from '../findings/finding.ts';
import { hostFiles } from './facts/read-keys.ts';

export const rule: Rule = {
  id: 'CN514',
  slug: 'control-socket-mounted',
  title: 'Control socket of the host is mounted',
  why: 'With the socket of systemd or of the system bus, a root process in the container can start units on the host; with that of a machine manager, it can start whole machines. Mounting the socket read-only changes nothing, since it still accepts commands.',
  severity: 'error',
  source: 'P2; OWASP Docker Security 1',
  reads: hostFiles,
  *check({ workspace, checked }) {
    const sockets = hostSockets(workspace);
    for (const [name, { service }] of checked) {
      const access = accessBy(hostAccess(service, sockets), 'control-socket');
      if (access.length === 0) continue;
      const held = access.map(({ by }) => by);
      const [first] = held;
      if (!first) continue;
      const sources = [...new Set(held.map(({ source }) => source))];
      // D-Bus alone is less severe: home automation needs it for radios, and AppArmor often limits its other calls.
      const bus = sources.every((source) => /dbus/.test(source));
      const operations = held.flatMap(({ path }): readonly Operation[] => {
        const item = writtenItem(service, path);
        return item === null ? [] : [{ type: 'unset', service: name, key: String(path[0]), item }];
      });
      yield {
        severity: bus ? 'warning' : 'error',
        subjects: [name],
        message: `${name} holds ${nameList(sources)} of the host, and can control the host through it.`,
        at: ['services', name, ...first.path],
        fixes:
          operations.length === held.length
            ? [{ title: `Remove ${nameList(sources)}`, safe: false, operations }]
            : [],
        evidence: sources,
        parts: sources.map((source) => ['CN514', name, source]),
      };
    }
  },
};
