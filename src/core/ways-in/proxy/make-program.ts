// The program of a proxy's configuration, from any reader: entrances, the requests that explore its routes, and faults. Each answer is
// computed within limits.

import type { Service } from '../../compose/topology.ts';
import type { Fault } from '../faults.ts';
import { mostAsked, mostEntrances, unlessGivenUp } from '../limits.ts';
import type { Program } from '../model.ts';
import { only, unknown } from '../outcomes.ts';
import type { ProgramName } from '../ways/program-of.ts';
import { type ProgramGround, saidBy } from '../ways-context.ts';
import type { ProxyConfig, ProxyReader } from './reader.ts';
import { samplesOf } from './samples.ts';
import { sharedFaults } from './shared-faults.ts';

/** Returns the proxy program of a service, or a sentence when its configuration is unknown or exceeds limits. */
export function readProgram(
  context: ProgramGround,
  service: Service,
  name: ProgramName,
  reader: ProxyReader,
): Program | string {
  const said = saidBy(service, ['image']);
  const named = (because: string) => `${service.name}: ${because}`;
  return unlessGivenUp(
    () => {
      const config = reader.read(context, service);
      return typeof config === 'string' ? config : programOf(config);
    },
    said,
    named,
  );

  function programOf(config: ProxyConfig): Program | string {
    const { listeners, unread = null, ends = null, routes, carried = [], answer } = config;
    const ranges = [...new Set(config.ranges)];
    const ports = new Set(listeners.map(({ port }) => port));
    if (listeners.length > mostEntrances)
      return named(`It listens on more than ${mostEntrances} ports, which are not followed.`);
    const samples = samplesOf(routes);
    // Each pair is requested from an address in each range.
    if (ranges.length * samples.length > mostAsked)
      return named(`It tells ${ranges.length} ranges of addresses apart for more names than what is asked.`);
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
          () => (ports.has(request.inside) ? answer(request) : only('refused')),
          said,
          (because) => unknown(named(because)),
        ),
      faults: () =>
        unlessGivenUp(
          () => {
            const found = config.flaws?.() ?? {};
            return distinctFaults([...(found.faults ?? []), ...sharedFaults(context, service.name, found)]);
          },
          said,
          () => [],
        ),
    };
  }
}

/** Removes repeated faults, which lines included by several blocks cause. */
function distinctFaults(all: readonly Fault[]): readonly Fault[] {
  return [
    ...new Map(
      all.map((one) => [JSON.stringify([one.kind, one.services, one.about, one.said]), one]),
    ).values(),
  ];
}
