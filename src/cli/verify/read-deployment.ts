// Asks the Engine what runs of a Compose project. Reads only.

import { compareBytes } from '../../core/analysis/compare-bytes.ts';
import type { ContainerJson, NetworkJson } from '../../core/host/running/inspect-json.ts';
import { composeLabel, readContainers, readNetwork } from '../../core/host/running/read-inspected.ts';
import type { RunningNetwork } from '../../core/host/running/running-host.ts';
import { CallFailure } from '../call-failure.ts';
import { askDocker, type Docker } from '../docker/ask-docker.ts';
import { readEngineWord } from '../docker/read-running-host.ts';
import type { Deployment } from './deployment.ts';

/** What runs of `project`; `networkNames` are looked at even where no container is on them. */
export async function readDeployment(
  docker: Docker,
  project: string,
  networkNames: readonly string[],
): Promise<Deployment> {
  const word = await readEngineWord(docker);
  const filter = `label=${composeLabel}project=${project}`;
  const ids = (await askDocker(docker, ['ps', '-aq', '--no-trunc', '--filter', filter])).split('\n');
  const known = ids.map((id) => id.trim()).filter((id) => id !== '');
  if (known.length === 0) {
    throw new CallFailure(
      `no container of project ${project} is here. Start it with docker compose up -d, or name the project with -p.`,
    );
  }
  const inspected: readonly ContainerJson[] = JSON.parse(
    await askDocker(docker, ['inspect', '--type', 'container', ...known]),
  );
  const own = inspected.flatMap(({ NetworkSettings }) => Object.keys(NetworkSettings.Networks ?? {}));
  const networks = await readNetworks(docker, new Set([...networkNames, ...own]));
  const containers = readContainers(inspected, networks)
    .filter(({ oneOff }) => !oneOff)
    .sort((a, b) => compareBytes(a.service, b.service) || a.number - b.number);
  return {
    ...word,
    publishedPorts: publishedPorts(await askDocker(docker, ['ps', '--format', '{{.Ports}}'])),
    projectIds: new Set(known),
    containers,
    networks,
  };
}

/** From lines like `0.0.0.0:8080-8081->80-81/tcp, [::]:443->443/tcp`. */
function publishedPorts(text: string): ReadonlySet<number> {
  const ports = new Set<number>();
  for (const [, first, last = first] of text.matchAll(/:(\d+)(?:-(\d+))?->[\d-]+\/tcp/g)) {
    for (let port = Number(first); port <= Number(last); port++) ports.add(port);
  }
  return ports;
}

async function readNetworks(
  docker: Docker,
  names: ReadonlySet<string>,
): Promise<ReadonlyMap<string, RunningNetwork>> {
  const listed = (await askDocker(docker, ['network', 'ls', '--format', '{{.Name}}'])).split('\n');
  const present = listed.filter((name) => names.has(name));
  if (present.length === 0) return new Map();
  const inspected: readonly NetworkJson[] = JSON.parse(
    await askDocker(docker, ['network', 'inspect', ...present]),
  );
  return new Map(inspected.map((json) => [json.Name, readNetwork(json)]));
}
