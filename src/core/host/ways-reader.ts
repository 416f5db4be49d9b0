// Makes what reads ways in: the readers of proxies' files, and who answers to which names, of one project as of a host.

import { baseOf } from '../reach/compute-reach.ts';
import type { ProjectFiles } from '../ways-in/files/container-files.ts';
import type { Ground } from '../ways-in/ground.ts';
import type { Ways } from '../ways-in/ways/ways.ts';
import type { WaysReader } from '../ways-in/ways/ways-reader.ts';
import { type HostNames, hostNames } from './host-names.ts';
import { containersOf } from './join-stacks.ts';

/** `read` comes from a module that is loaded only where something is a proxy or a tunnel. */
export function makeWaysReader(read: (ground: Ground) => Ways, files: ProjectFiles): WaysReader {
  return {
    kind: 'ways-reader',
    files,
    read,
    names: (topology, reach, project) =>
      answersLater(() => hostNames(baseOf(reach, topology), (service) => containersOf(service, project))),
  };
}

/** Names are looked up where a proxy asks for one: without a proxy nothing is made ready. */
export function answersLater(make: () => HostNames): HostNames['answers'] {
  let names: HostNames | null = null;
  return (asker, name) => {
    names ??= make();
    return names.answers(asker, name);
  };
}
