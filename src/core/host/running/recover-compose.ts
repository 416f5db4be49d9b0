// A compose file out of what runs: a text that would run these containers again, and the stack of a host that this text is.

import { runningFile } from '../../compose/environment/project-name.ts';
import { openWorkspace } from '../../compose/workspace/open-workspace.ts';
import type { StackInput } from '../host.ts';
import { type Block, partLines, sectionLines } from './compose-text.ts';
import { networkBlock } from './recover-network.ts';
import { serviceBlock } from './recover-service.ts';
import {
  type EnvironmentDetail,
  isOwnVolume,
  mentionedNames,
  type Recovery,
  recoveryOf,
} from './recovery.ts';
import type { RunningHost } from './running-host.ts';
import { noProject, type RunningProject } from './running-projects.ts';

/** Returns `project` as a compose file. Settings that no compose file can state become comments. */
export function recoverCompose(
  host: RunningHost,
  project: RunningProject,
  environment: EnvironmentDetail,
): string {
  const recovery = recoveryOf(host, project, environment);
  const names = environment === 'addresses' ? mentionedNames(host) : new Set<string>();
  const services = [...recovery.services].map(([name, containers]) =>
    serviceBlock(recovery, name, containers, names),
  );
  const networks = [...recovery.networkKeys]
    .sort(([, a], [, b]) => (a < b ? -1 : 1))
    .flatMap(([name, key]) => networkBlock(recovery, name, key) ?? []);
  return [
    partLines(head(recovery), 0),
    partLines([{ key: 'name', value: recovery.name }], 0),
    services.length === 0 ? 'services: {}\n' : sectionLines('services', services),
    sectionLines('networks', networks),
    sectionLines('volumes', volumeBlocks(recovery)),
  ].join('');
}

function head({ project, services }: Recovery) {
  const count = `${project.containers.length} container${project.containers.length === 1 ? '' : 's'}`;
  const what =
    project.name === noProject
      ? `${count} that no Compose project owns`
      : `project ${project.name}, ${count}`;
  const stopped = [...services].flatMap(([service, containers]) =>
    containers.filter(({ running }) => !running).map(({ state }) => `${service} ${state}`),
  );
  return [
    { comment: `Recovered by Bulkhead from what runs: ${what}.` },
    ...(stopped.length === 0 ? [] : [{ comment: `Not running: ${stopped.join(', ')}.` }]),
    ...project.oneOffs.map(({ name }) => ({ comment: `Left out: ${name}, made by docker compose run.` })),
  ];
}

/** Returns the declarations of volumes: those that Compose made for this project are made again, all others must exist. */
function volumeBlocks({ volumeKeys, name }: Recovery): readonly Block[] {
  return [...volumeKeys]
    .sort(([, a], [, b]) => (a < b ? -1 : 1))
    .map(([volume, key]) => {
      if (isOwnVolume(name, volume)) {
        return { name: key, parts: volume === `${name}_${key}` ? [] : [{ key: 'name', value: volume }] };
      }
      const named = volume === key ? [] : [{ key: 'name', value: volume }];
      return { name: key, parts: [{ key: 'external', value: true }, ...named] };
    });
}

/** Returns the stack of `project`. Of its environment, it contains only addresses of containers on this host. */
export function runningStack(host: RunningHost, project: RunningProject): StackInput {
  const file = runningFile(project.name === noProject ? 'no-project' : project.name);
  const text = recoverCompose(host, project, 'addresses');
  return {
    dir: null,
    from: 'running',
    workspace: openWorkspace({ order: [file], texts: new Map([[file, text]]), environment: new Map() }),
    profiles: [],
    project: { name: project.name, from: 'name' },
  };
}
