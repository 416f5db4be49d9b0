// Reports of the rules about ways in: what the readers of proxies found, at the line of the compose file that leads there.

import { nameList } from '../../compose/name-list.ts';
import type { Report, Severity } from '../../findings/finding.ts';
import type { Fault, FaultKind } from '../../ways-in/faults.ts';
import type { Said } from '../../ways-in/model.ts';
import type { WaysFacts } from '../../ways-in/ways/ways-facts.ts';
import type { WayInto } from '../../ways-in/ways/ways-into.ts';
import type { Path } from '../../yaml/tree.ts';

/** `opens`: the severity where somebody gets in who would be kept out; `minor`: where nothing comes of it yet. */
interface Weights {
  readonly opens?: Severity;
  readonly minor?: Severity;
}

/** One report for each fault of a kind. */
export function* faultReports(facts: WaysFacts, kind: FaultKind, weights: Weights = {}): Generator<Report> {
  for (const fault of facts.faults(kind)) {
    const severity = fault.opens ? weights.opens : fault.minor ? weights.minor : undefined;
    yield {
      ...(severity === undefined ? {} : { severity }),
      subjects: fault.services,
      message: fault.text,
      at: pathOf(facts, fault.said, fault.services[0] ?? ''),
      evidence: evidenceOf(fault),
    };
  }
}

function evidenceOf({ services, about }: Fault): readonly string[] {
  return [...services, about];
}

/** Where something that a configuration says is found in the compose files: its own line, else the line that mounts its file. */
export function pathOf({ ways: { ground } }: WaysFacts, said: Said, service: string): Path {
  if (said !== null && 'path' in said) return said.path;
  const own = ground.topology.services.get(service);
  const file = said?.file ?? '';
  const mount = own?.mounts.find(({ source, type }) => {
    const plain = source.replace(/^\.\//, '').replace(/\/$/, '');
    return (
      type === 'bind' && plain !== '' && (`/${file}/`.includes(`/${plain}/`) || file.startsWith(`${source}/`))
    );
  });
  return ['services', service, ...(mount?.path ?? [])];
}

/** Whether a way comes from beyond this machine. */
export function isFromOutside({ zone, answer }: WayInto): boolean {
  return zone !== 'host' && answer !== 'closed';
}

/** `wiki.example.org/admin`; a port where no name leads there. */
export function addressOf({ host, path, entrance }: WayInto): string {
  if (host !== '*') return host + (path === '/' ? '' : path);
  const port = entrance.published?.replace(/^.*:/, '');
  return `${port === undefined ? 'any host name' : `port ${port}`}${path === '/' ? '' : ` at ${path}`}`;
}

/** The addresses of several ways, each once. */
export function addressesOf(ways: readonly WayInto[]): string {
  return nameList([...new Set(ways.map(addressOf))]);
}
