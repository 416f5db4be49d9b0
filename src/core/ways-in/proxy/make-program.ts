// The program of a proxy's configuration, from any reader: entrances, the requests that explore its routes, and faults. Each answer is
// computed within limits.

import type { Service } from '../../compose/topology.ts';
import type { Fault } from '../faults.ts';
import { maxEntrances, maxRequests, unlessGivenUp } from '../limits.ts';
import type { Program } from '../model.ts';
import { singleOutcome, unknownOutcome } from '../outcomes.ts';
import type { ProgramName } from '../ways/program-of.ts';
import { type ProgramContext, serviceLocation } from '../ways-context.ts';
import type { ProxyConfig, ProxyReader } from './reader.ts';
import { samplesOf } from './samples.ts';
import { sharedFaults } from './shared-faults.ts';

/** Returns the proxy program of a service, or a sentence when its configuration is unknown or exceeds limits. */
export function readProgram(
  context: ProgramContext,
  service: Service,
  name: ProgramName,
  reader: ProxyReader,
): Program | string {
  const declaredAt = serviceLocation(service, ['image']);
  const named = (because: string) => `${service.name}: ${because}`;
  return unlessGivenUp(
    () => {
      const config = reader.read(context, service);
      return typeof config === 'string' ? config : programOf(config);
    },
    declaredAt,
    named,
  );

  function programOf(config: ProxyConfig): Program | string {
    const { listeners, unread = null, ends = null, routes, carried = [], answer } = config;
    const ranges = [...new Set(config.ranges)];
    const ports = new Set(listeners.map(({ port }) => port));
    if (listeners.length > maxEntrances)
      return named(`It listens on more than ${maxEntrances} ports, which are not followed.`);
    const samples = samplesOf(routes);
    // Each pair is requested from an address in each range.
    if (ranges.length * samples.length > maxRequests)
      return named(`It distinguishes ${ranges.length} address ranges for too many names.`);
    return {
      service: service.name,
      name,
      entrances: listeners,
      unread,
      ends,
      ranges,
      samples,
      carried,
      answer: (request) =>
        unlessGivenUp(
          () => (ports.has(request.inside) ? answer(request) : singleOutcome('refused')),
          declaredAt,
          (because) => unknownOutcome(named(because)),
        ),
      faults: () =>
        unlessGivenUp(
          () => {
            const found = config.flaws?.() ?? {};
            return distinctFaults([...(found.faults ?? []), ...sharedFaults(context, service.name, found)]);
          },
          declaredAt,
          () => [],
        ),
    };
  }
}

/** Removes repeated faults, which lines included by several blocks cause. */
function distinctFaults(all: readonly Fault[]): readonly Fault[] {
  return [
    ...new Map(
      all.map((one) => [JSON.stringify([one.kind, one.services, one.about, one.declaredAt]), one]),
    ).values(),
  ];
}
