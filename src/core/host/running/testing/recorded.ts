// A host as a real Engine (26.1.5) described it: three Compose projects, two of them on one network, replicas, a container of
// `docker compose run`, and three containers and a network that were made by hand. What says nothing is left out.

import type { ContainerJson, ImageJson, NetworkJson } from '../inspect-json.ts';
import { readContainers, readNetwork } from '../read-inspected.ts';
import type { RunningHost } from '../running-host.ts';
import recorded from './recorded-host.json';

/** The output of `docker inspect`, by kind. */
export interface Inspected {
  readonly containers: readonly unknown[];
  readonly networks: readonly unknown[];
  readonly images: readonly unknown[];
}

/** Returns the host that `inspected` describes. */
export function runningHostOf({ containers, networks, images }: Inspected): RunningHost {
  const network = (json: unknown) => readNetwork(json as NetworkJson);
  const byName = new Map(networks.map(network).map((one) => [one.name, one]));
  const image = (json: unknown) => json as ImageJson;
  return {
    engine: '26.1.5',
    foreignHost: null,
    containers: readContainers(containers as readonly ContainerJson[], byName),
    networks: byName,
    images: new Map(images.map(image).map(({ Id, Config }) => [Id, Config ?? {}])),
  };
}

export const recordedInspection: Inspected = recorded;

export const recordedHost = runningHostOf(recorded);
