// What runs on the machines of a fleet, each asked through its Docker context. Engines are only asked; nothing is started or changed there.

import type { ContextReading } from '../../core/fleet/fleet.ts';
import type { StatedFleetMachine } from '../../core/fleet/stated-fleet.ts';
import { composeLabel } from '../../core/host/running/read-inspected.ts';
import type { RunningHost } from '../../core/host/running/running-host.ts';
import { CallFailure } from '../call-failure.ts';
import { type Docker, runDocker, throughContext } from '../docker/docker-command.ts';
import { readRunningHost } from '../docker/read-running-host.ts';

/** Access to the Engines of a fleet; tests pass their own. */
export interface FleetTools {
  /** Returns the docker command for the Engine of a context. */
  readonly dockerOf: (context: string) => Docker;
  /** Returns the time in milliseconds since 1970. */
  readonly now: () => number;
}

export const fleetTools: FleetTools = {
  dockerOf: (context) => throughContext(runDocker, context),
  now: () => Date.now(),
};

/** The answer of an Engine, with what runs there; null when it did not answer. */
export interface ContextAnswer extends ContextReading {
  readonly running: RunningHost | null;
}

/** How many Engines are asked at a time; each of them may be a connection over SSH. */
const mostAtOnce = 20;

/** Asks the Engine of each machine that has a context, all at a time; one that does not answer in time keeps no other from it. */
export async function askContexts(
  machines: Iterable<StatedFleetMachine>,
  tools: FleetTools = fleetTools,
): Promise<ReadonlyMap<string, ContextAnswer>> {
  const answers = new Map<string, ContextAnswer>();
  await atMost(mostAtOnce, machines, async ({ name, context }) => {
    if (context !== null) answers.set(name, await askContext(context, tools));
  });
  return answers;
}

async function askContext(context: string, { dockerOf, now }: FleetTools): Promise<ContextAnswer> {
  try {
    const running = withoutFilePlaces(await readRunningHost(dockerOf(context)));
    return { running, readAt: now(), silent: null };
  } catch (error) {
    if (!(error instanceof CallFailure) && !(error instanceof SyntaxError)) throw error;
    const silent =
      error instanceof CallFailure ? error.lines.join(' ') : 'its answer is not that of an Engine';
    return { running: null, readAt: now(), silent };
  }
}

/** Does something with each item, at most `count` of them at a time. */
export async function atMost<Item>(
  count: number,
  items: Iterable<Item>,
  act: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = [...items];
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await act(next);
  };
  await Promise.all(Array.from({ length: Math.min(count, queue.length) }, worker));
}

const placeLabels = ['project.working_dir', 'project.config_files', 'project.environment_file'];

/** Returns a host without the places of its projects' files, which are of that machine and may name others here. */
function withoutFilePlaces(host: RunningHost): RunningHost {
  const places = new Set(placeLabels.map((label) => composeLabel + label));
  const containers = host.containers.map((container) => {
    const labels = Object.entries(container.json.Config.Labels ?? {}).filter(([name]) => !places.has(name));
    const Config = { ...container.json.Config, Labels: Object.fromEntries(labels) };
    return { ...container, json: { ...container.json, Config } };
  });
  return { ...host, containers };
}
