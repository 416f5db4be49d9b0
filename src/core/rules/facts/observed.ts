// What was seen to flow, as the services of these files see it: a record of a host calls them `STACK/SERVICE`.

import type { RuleContext } from '../../findings/finding.ts';
import type { ObservedConnection, ObservedListening, ObservedRecord } from '../../observed/record.ts';

/** The record in the names of this project; null where none is given. */
export function observedHere({
  options: { observed, project },
}: {
  readonly options: Pick<RuleContext['options'], 'observed' | 'project'>;
}): ObservedRecord | null {
  if (observed === undefined) return null;
  const prefix = `${project}/`;
  const local = (name: string): string => (name.startsWith(prefix) ? name.slice(prefix.length) : name);
  return {
    ...observed,
    connections: observed.connections.map(
      (one): ObservedConnection => ({ ...one, from: local(one.from), to: local(one.to) }),
    ),
    listening: observed.listening.map((one): ObservedListening => ({ ...one, service: local(one.service) })),
  };
}
