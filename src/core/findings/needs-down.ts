// CN217: what an edit of the file does not do to the deployment by itself. It is about two versions, so it is no rule of one.

import { changedNetworks } from '../compose/changed-entries.ts';
import type { Topology } from '../compose/topology.ts';
import type { Finding } from './finding.ts';
import { makeFinding } from './make-finding.ts';

const rule = {
  id: 'CN217',
  slug: 'needs-down-to-apply',
  why: 'Compose does not change a network that is there: until `docker compose down`, containers stay on the network as it was made. A network that was made internal in the file alone still has its way out.',
  severity: 'info',
} as const;

/** A finding for each network of `before` that `docker compose up` leaves as it is, though `after` changes it. */
export function needsDown(before: Topology, after: Topology): readonly Finding[] {
  return changedNetworks(before, after).map(({ name }) =>
    makeFinding(
      rule,
      {
        subjects: [`network:${name}`],
        message: `${name} is changed in the file; the deployed network stays as it is until \`docker compose down\`, then \`up\`.`,
        at: ['networks', name],
        evidence: [name],
      },
      after,
    ),
  );
}
