// From the texts of a folder with a fleet's file to the machines of that fleet, each as the host that its folder would be.

import type { StatedFleetMachine } from '../../../core/fleet/stated-fleet.ts';
import { fleetFileName, isAllInFiles } from '../../../core/fleet/stated-fleet.ts';
import { newSession } from '../../../core/session/session-files.ts';
import type { FleetEngine } from '../fleet/load-fleet-engine.ts';
import type { OpenedFleet, OpenedMachine } from '../work/opened-fleet.ts';
import type { OpenedStack } from '../work/opened-stacks.ts';
import { type ReadingContext, readStacks } from './read-stacks.ts';
import { stacksBelow } from './stacks.ts';

/** Returns the text of a fleet's file as a text to open. */
export function fleetText(name: string, text: string): OpenedStack {
  const input = { order: [name], texts: new Map([[name, text]]), environment: new Map<string, string>() };
  return { dir: null, project: { input, profiles: null, folder: null }, session: newSession(input) };
}

/** Reads the machines of the fleet's file among `texts`; `recordAt` reads a file of the folder. Null when the signal aborts it. */
export async function readFleet(
  engine: FleetEngine,
  texts: ReadonlyMap<string, string>,
  context: ReadingContext,
  recordAt: (path: string) => Promise<string | null>,
): Promise<OpenedFleet | null> {
  const text = texts.get(fleetFileName) ?? '';
  const file = engine.readFleetFile(fleetFileName, text);
  const failed = file.faults.map(({ message, line }) => `${fleetFileName}, line ${line}: ${message}`);
  const machines: OpenedMachine[] = [];
  for (const stated of file.machines.values()) {
    const machine = await readMachine(engine, stated, texts, context, recordAt);
    if (machine === null) return null;
    failed.push(...machine.host.failed);
    machines.push(machine);
  }
  return {
    engine,
    name: context.folder ?? fleetFileName,
    text: fleetText(fleetFileName, text),
    machines,
    failed,
  };
}

async function readMachine(
  engine: FleetEngine,
  stated: StatedFleetMachine,
  texts: ReadonlyMap<string, string>,
  reading: ReadingContext,
  recordAt: (path: string) => Promise<string | null>,
): Promise<OpenedMachine | null> {
  const { name, stacks, record } = stated;
  const folder = stacks === null ? null : plainPath(stacks);
  const found = folder === null ? [] : stacksBelow(folder, texts);
  const read = await readStacks({ stacks: found }, texts, reading);
  if (read === null) return null;
  const path = record === null ? null : plainPath(record);
  const recordText = path === null ? null : await recordAt(path);
  const failed = [
    ...(folder !== null && found.length === 0
      ? [`${name}: no stack is in ${folder || 'the folder'}. Correct stacks in ${fleetFileName}.`]
      : []),
    ...(path !== null && recordText === null
      ? [`${name}: ${path} cannot be read, so its firewall is unknown. Create one with bulkhead machine.`]
      : []),
  ];
  return {
    name,
    complete: isAllInFiles(stated) && (folder === null ? recordText !== null : found.length > 0),
    host: {
      engine: engine.hostEngine,
      name,
      stacks: read.stacks.map((stack) => ({ ...stack, dir: below(folder ?? '', stack.dir ?? '') })),
      leftOut: [],
      failed,
      machine: path === null || recordText === null ? null : { file: path, text: recordText },
    },
  };
}

/** Returns a path without `.` and empty steps, as files of the folder are named. */
function plainPath(path: string): string {
  return path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}

function below(folder: string, dir: string): string {
  if (dir === folder) return '.';
  return folder !== '' && dir.startsWith(`${folder}/`) ? dir.slice(folder.length + 1) : dir;
}
