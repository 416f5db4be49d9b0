// CN703. Owns: observed connections that the files no longer allow. Needs that files state are CN401 and CN402.

import type { Rule } from '../findings/finding.ts';
import { projectRecord } from '../needs/observed-needs.ts';
import { observedVerdict } from '../needs/observed-verdict.ts';
import { connectionText } from '../observed/seen-text.ts';
import { possibleEnds } from '../observed/shared-names.ts';
import { connectFixes } from './fixes/connect-fixes.ts';

export const rule: Rule = {
  id: 'CN703',
  slug: 'needs-observed',
  title: 'A connection that was observed is closed',
  why: 'This connection was observed while traffic was recorded, but these files do not permit it. Either the change blocks a connection that is in use, or the connection should never have been possible and the change blocks it on purpose.',
  severity: 'warning',
  source: 'bulkhead observe; docs/observe.md',
  *check(context) {
    const record = projectRecord(context.options);
    if (record === null) return;
    for (const connection of record.connections) {
      if (observedVerdict(context.reach, connection) !== 'closed') continue;
      const { from, to, port, protocol } = connection;
      const services = [from, to].flatMap(possibleEnds).filter((name) => context.topology.services.has(name));
      const [subject = from] = services;
      yield {
        subjects: services,
        message: `${connectionText(connection)}, but these files do not permit it.`,
        at: ['services', subject],
        fixes: services.includes(from) && services.includes(to) ? connectFixes(context, from, to) : [],
        evidence: [from, to, String(port), protocol],
      };
    }
  },
};
