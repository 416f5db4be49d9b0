// Several projects that share networks, to deploy in their order beside the networks made by hand.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compareBytes } from '../../src/core/analysis/compare-bytes.ts';
import type { Family } from '../../src/core/analysis/reach/reach-model.ts';
import type { Network } from '../../src/core/compose/topology.ts';
import { hostName } from '../../src/core/host/host.ts';
import { joinStacks } from '../../src/core/host/join-stacks.ts';
import { bringUp, type Project, takeDown } from './deploy.ts';
import type { WrittenHost } from './host-yaml.ts';
import type { Lab } from './lab.ts';
import { bridgeOption } from './plan-yaml.ts';
import { hostFrom, madeNetwork, predictHost } from './predict-host.ts';
import type { Specimen } from './specimen.ts';

export interface HostSpecimen extends Specimen {
  readonly host: WrittenHost;
  /** Those that are made by hand, by Docker name. */
  readonly networks: ReadonlyMap<string, Network>;
  /** Whether some networks are made by hand, and all of them as is assumed where nothing is known: IPv4, and members reach each other. */
  readonly asAssumed: boolean;
}

/** The specimen of `host`; its predictions know the networks made by hand; `title` stands above its files. */
export function hostSpecimen(name: string, host: WrittenHost, title = ''): HostSpecimen {
  const networks = new Map(
    [...host.made].map(([docker, options]) => [docker, madeNetwork(docker, options)] as const),
  );
  const words = wordsOf(host);
  const text = `${title}${textOf(host)}`;
  const families: readonly Family[] = text.includes('enable_ipv6') ? ['ipv4', 'ipv6'] : ['ipv4'];
  const projectsIn = (lab: Lab): readonly Project[] =>
    host.projects.map(({ name: project }) => ({
      project,
      file: join(lab.folder, `${project}.yaml`),
      called: (service) => hostName(project, service),
    }));
  return {
    name,
    host,
    networks,
    asAssumed:
      networks.size > 0 &&
      [...networks.values()].every(
        ({ enableIpv6, driverOpts }) =>
          enableIpv6 !== true && driverOpts.get(`${bridgeOption}enable_icc`) !== 'false',
      ),
    text,
    families,
    words,
    async bringUp(lab) {
      const projects = projectsIn(lab);
      for (const [docker, network] of networks) await lab.docker(createArguments(docker, network));
      for (const [at, { file }] of projects.entries()) await writeFile(file, host.projects[at]?.text ?? '');
      return bringUp(lab, projects);
    },
    async takeDown(lab) {
      await takeDown(lab, projectsIn(lab));
      // One made by hand stays, and so may one that a second project would make: it is the first one's.
      for (const docker of networks.keys()) await lab.docker(['network', 'rm', '-f', docker]);
    },
    predict: (_, version) => predictHost({ host, words, families }, version, networks),
  };
}

/** Every word that somebody in the host answers to. */
function wordsOf(host: WrittenHost): readonly string[] {
  const { topology, containers } = joinStacks(hostFrom(host, new Map()));
  const words = new Set([...containers.values()].flat());
  for (const { name, localName = name, hostname, attachments } of topology.services.values()) {
    words.add(localName);
    if (hostname !== null) words.add(hostname);
    for (const { aliases } of attachments) for (const alias of aliases) words.add(alias);
  }
  return [...words].sort(compareBytes);
}

function textOf({ projects, made }: WrittenHost): string {
  const byHand = [...made].map(([docker, options]) => `# made by hand: ${docker} ${options}\n`);
  return [...byHand, ...projects.map(({ name, text }) => `# ${name}\n${text}`)].join('');
}

/** `docker network create` for it. */
function createArguments(docker: string, network: Network): readonly string[] {
  return [
    'network',
    'create',
    ...(network.internal === true ? ['--internal'] : []),
    ...(network.enableIpv6 === true ? ['--ipv6'] : []),
    ...network.subnets.flatMap(({ subnet }) => (subnet === null ? [] : ['--subnet', subnet])),
    ...[...network.driverOpts].flatMap(([option, value]) => ['--opt', `${option}=${value}`]),
    docker,
  ];
}
