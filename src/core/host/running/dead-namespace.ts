// Containers that joined the network namespace of another one, as they run.

import type { RunningContainer, RunningHost } from './running-host.ts';

/** True when a container joined the namespace of another that was restarted later or is gone, so that it reaches nothing. */
export function hasDeadNamespace(
  { containers }: Pick<RunningHost, 'containers'>,
  container: RunningContainer,
): boolean {
  if (!container.mode.startsWith('container:')) return false;
  const owner = joinedContainer(containers, container.mode);
  return owner === undefined || startedAfter(owner, container);
}

/** Returns the container whose namespace another one shares; undefined when it is gone. */
export function joinedContainer(
  containers: readonly RunningContainer[],
  mode: string,
): RunningContainer | undefined {
  const target = mode.slice('container:'.length);
  return containers.find(({ id, name }) => id === target || name === target);
}

function startedAfter(owner: RunningContainer, { json }: RunningContainer): boolean {
  const [first, second] = [owner.json.State.StartedAt, json.State.StartedAt].map((text) =>
    Date.parse(text ?? ''),
  );
  return first !== undefined && second !== undefined && first > second;
}
