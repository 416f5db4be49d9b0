// The containers out of what `docker inspect` says of them, beside the networks that are there.

import type { ContainerJson } from './inspect-json.ts';
import { readContainer } from './read-container.ts';
import type { RunningContainer, RunningNetwork } from './running-host.ts';

/** The containers that `list` describes. Compose names some networks by their id, where a mode is meant to name them. */
export function readContainers(
  list: readonly ContainerJson[],
  networks: ReadonlyMap<string, RunningNetwork>,
): readonly RunningContainer[] {
  const names = new Map([...networks.values()].map(({ id, name }) => [id, name]));
  return list.map((json) => {
    const container = readContainer(json);
    return { ...container, mode: names.get(container.mode) ?? container.mode };
  });
}
