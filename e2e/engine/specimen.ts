// What stands on the Engine to be measured: one compose file, or several projects that share networks.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Network } from '../../src/core/compose/topology.ts';
import { hostName } from '../../src/core/host/host.ts';
import { joinStacks } from '../../src/core/host/join-stacks.ts';
import type { Family } from '../../src/core/reach/reach-model.ts';
import { compareBytes } from '../../src/core/text/compare-bytes.ts';
import { bringUp, type Deployed, type Project, takeDown } from './deploy.ts';
import type { WrittenHost } from './host-yaml.ts';
import type { Lab } from './lab.ts';
import type { Facts } from './measure.ts';
import { layCable, pullCable } from './namespaces.ts';
import { bridgeOption, type Cable } from './plan-yaml.ts';
import { hostFrom, madeNetwork, predict, predictHost } from './predict.ts';

export interface Specimen {
  readonly name: string;
  /** All its files, to be shown where something differs. */
  readonly text: string;
  /** The families to ask in. */
  readonly families: readonly Family[];
  /** The words that every service is asked to look up, to see who answers. */
  readonly words: readonly string[];
  bringUp(lab: Lab): Promise<readonly Deployed[]>;
  /** Takes it down again, also what only half came up. */
  takeDown(lab: Lab): Promise<void>;
  /** What the analyzer says of it on the Engine `version`. */
  predict(lab: Lab, version: string): Facts;
}

/** The specimen of `text`, a project of its own, with the cables that its macvlan networks hang on. */
export function fileSpecimen(
  name: string,
  text: string,
  cables: readonly Cable[],
  families: readonly Family[],
): Specimen {
  const projectIn = (lab: Lab): Project => {
    const project = `bh${lab.id}-${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`;
    return { project, file: join(lab.folder, `${project}.yaml`), called: (service) => service };
  };
  return {
    name,
    text,
    families,
    words: [],
    async bringUp(lab) {
      const project = projectIn(lab);
      await writeFile(project.file, text);
      for (const cable of cables) await layCable(lab.namespaces, cable);
      return bringUp(lab, [project]);
    },
    async takeDown(lab) {
      await takeDown(lab, [projectIn(lab)]);
      for (const cable of cables) await pullCable(lab.namespaces, cable.name);
    },
    predict(lab, version) {
      const { file, project } = projectIn(lab);
      return predict(file, text, project, version, families);
    },
  };
}

/** Several projects that share networks, to deploy in their order beside the networks made by hand. */
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
