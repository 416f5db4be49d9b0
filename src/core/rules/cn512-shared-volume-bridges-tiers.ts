// CN512. Owns: volumes that services write to together although no network joins them.

import { isSocketMount, socketVolumes } from '../blast/runtime-sockets.ts';
import type { Mount, Service } from '../compose/topology.ts';
import type { Rule } from '../findings/finding.ts';

interface Writer {
  readonly service: Service;
  readonly mount: Mount;
}

export const rule: Rule = {
  id: 'CN512',
  slug: 'shared-volume-bridges-tiers',
  title: 'A writable volume joins services that have no network path',
  why: 'The networks separate the two services, but shared files connect them: one side writes files that the other runs or reads. If only one of them writes, mount the volume read-only in the other.',
  severity: 'info',
  raisedIn: ['strict'],
  loweredTo: { cis: 'info' },
  source: 'T1',
  reads: ['volumes'],
  *check(context) {
    const { checked, tiers, reach, workspace } = context;
    const writers = new Map<string, Writer[]>();
    const sockets = socketVolumes(workspace);
    for (const { service } of context.views.values()) {
      for (const mount of service.mounts) {
        if (mount.readOnly || mount.source === '' || mount.source.startsWith('/etc/')) continue;
        if ((mount.type !== 'bind' && mount.type !== 'volume') || isSocketMount(mount, sockets)) continue;
        const list = writers.get(mount.source);
        if (list) list.push({ service, mount });
        else writers.set(mount.source, [{ service, mount }]);
      }
    }
    for (const [source, sharing] of writers) {
      const [first] = sharing;
      if (!first || sharing.length < 2) continue;
      const apart = sharing.find(
        ({ service }) =>
          service !== first.service &&
          reach.direct(first.service.name, service.name) === false &&
          reach.direct(service.name, first.service.name) === false,
      );
      if (!apart) continue;
      const [culprit, other] = checked.has(apart.service.name) ? [apart, first] : [first, apart];
      if (!checked.has(culprit.service.name)) continue;
      const pair = [tiers.of(first.service.name), tiers.of(apart.service.name)];
      const across = pair[0] !== pair[1] && pair.includes('data');
      yield {
        severity: across ? 'warning' : 'info',
        certainty: across ? 'inferred' : 'certain',
        subjects: [culprit.service.name, other.service.name],
        message: `${culprit.service.name} and ${other.service.name} share no network, but both write to ${source}. Mount it read-only where it is only read.`,
        at: ['services', culprit.service.name, ...culprit.mount.path],
        evidence: [source, other.service.name],
      };
    }
  },
};
