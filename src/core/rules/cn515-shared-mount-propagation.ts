// CN515. Owns: bind mounts that propagate mounts back to the host. Sensitive folders are CN511.

import { nameList } from '../compose/name-list.ts';
import { writtenItem } from '../compose/places.ts';
import { normalizeCapability } from '../compose/project/read/capabilities.ts';
import type { Mount, Service } from '../compose/topology.ts';
import type { Fix, Rule } from '../findings/finding.ts';

const shared = /^r?shared$/;

export const rule: Rule = {
  id: 'CN515',
  slug: 'shared-mount-propagation',
  title: 'What the container mounts appears on the host',
  why: 'With shared propagation, a file system that the container mounts below the bind appears on the host, and in every container that binds the same folder. A container that is allowed to mount can thus replace files that the host trusts; `rslave` lets mounts of the host in and none out.',
  severity: 'warning',
  raisedIn: ['cis'],
  source: 'P8; CIS Docker 5.20',
  reads: ['volumes'],
  concerns: ({ service }) => service.mounts.some(({ propagation }) => Boolean(propagation)),
  *checkService({ service }) {
    const mounts = service.mounts.filter(({ propagation }) => shared.test(propagation ?? ''));
    const [first] = mounts;
    if (!first) return;
    const { name } = service;
    const binds = mounts.map(({ source, target }) => `${source}:${target}`);
    const able =
      service.privileged === true ||
      service.capAdd.map(normalizeCapability).some((added) => added === 'ALL' || added === 'SYS_ADMIN');
    yield {
      severity: able ? 'error' : 'warning',
      subjects: [name],
      message: `${name} binds ${nameList(mounts.map(({ source }) => source))} with shared propagation: file systems that it mounts there appear on the host${able ? ', and it is allowed to mount' : ''}.`,
      at: ['services', name, ...first.path],
      fixes: slaveFixes(service, mounts),
      evidence: binds,
      parts: binds.map((bind) => ['CN515', name, bind]),
    };
  },
};

/** Returns the fix to `rslave`, with which mounts of the host still arrive; none for the long form and for variables. */
function slaveFixes(service: Service, mounts: readonly Mount[]): readonly Fix[] {
  const items = mounts.map(({ path, source, target, propagation }) => {
    const written = writtenItem(service, path) ?? '';
    const [, options = ''] = written.split(`${source}:${target}:`);
    const list = options.split(',').map((option) => (option === propagation ? 'rslave' : option));
    return written === `${source}:${target}:${options}` ? `${source}:${target}:${list.join(',')}` : null;
  });
  const known = items.filter((item) => item !== null);
  if (known.length < items.length) return [];
  const operations = known.map((item) => ({ type: 'volume' as const, service: service.name, item }));
  return [{ title: 'Let mounts of the host in and none out (rslave)', safe: false, operations }];
}
