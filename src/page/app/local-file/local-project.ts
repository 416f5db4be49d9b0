// What the server of `bulkhead open` or `serve` sends to the page; `src/cli/open/` is its other half.

import { type LiveHost, type LiveRecord, readLiveRecord } from '../../../core/host/running/live-host.ts';
import type { ReadAs } from '../../../core/machine/read-as.ts';
import type { ObservedRecord } from '../../../core/observed/record.ts';
import { ok, type Result, refuse } from '../../../core/text/result.ts';
import type { HomeText } from '../../state/files/file-home.ts';
import type { TriedPair, TryPair } from '../../state/host/live-tools.ts';
import { readRecordText } from '../../state/import/records.ts';

const commandEnded = 'The command that serves this page has ended: run bulkhead open --docker again.';

export interface LocalFile extends HomeText {
  readonly name: string;
  readonly index: number;
  readonly writable: boolean;
}

/** Files of a project that saving may make. */
interface LocalPlaces {
  /** The override that saving may make, by its number; null where there is one, or something else has its name. */
  readonly begins: { readonly name: string; readonly index: number } | null;
  /** The `.env` beside the main file, by its number: it is read when somebody writes to it. Null where something else has its name. */
  readonly variables: { readonly name: string; readonly index: number; readonly present: boolean } | null;
}

/** One stack of a served host; its files by name. */
export interface LocalStack extends LocalPlaces {
  readonly dir: string;
  readonly order: readonly string[];
  readonly files: readonly string[];
  readonly environment: readonly (readonly [string, string])[];
  readonly profiles: readonly string[];
  readonly folder: string;
}

/** The stacks below a folder. */
export interface LocalHost {
  readonly name: string;
  readonly failed: readonly string[];
  /** Text of `bulkhead.yaml`; null without one. */
  readonly file: string | null;
  readonly stacks: readonly LocalStack[];
}

export interface LocalProject extends LocalPlaces, ReadAs {
  readonly files: readonly LocalFile[];
  /** The stacks where a folder of them is served; absent for one project. */
  readonly host?: LocalHost;
  /** What runs, where the host is followed; absent elsewhere. */
  readonly live?: LiveRecord;
  /** What the server does on demand, where something runs; absent elsewhere. */
  readonly offers?: { readonly probe: boolean; readonly observed: boolean };
  readonly folder: string;
  /** What proxies of it mount, by name; absent where nothing does. */
  readonly mounted?: readonly (readonly [name: string, text: string])[];
  /** How `bulkhead serve` shows it; absent for `open`. */
  readonly server?: { readonly readOnly: boolean; readonly hidesValues?: boolean };
}

/** Whether the page comes from `bulkhead serve` and a person signed in to it. */
export function isSignedIn(page: Document): boolean {
  return page.querySelector('meta[name="bulkhead-open"][content="signed-in"]') !== null;
}

/** Whether the page comes from `bulkhead open` or `serve`, which mark it. */
export function isServedLocally(page: Document): boolean {
  return page.querySelector('meta[name="bulkhead-open"]') !== null;
}

/** Asks the server for the project; rejects where it does not answer. */
export async function fetchLocalProject(): Promise<LocalProject> {
  const response = await fetch('api/project');
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as LocalProject;
}

/** Asks the server what runs, as it knows it; rejects where it does not answer. */
export async function fetchLive(): Promise<LiveHost> {
  const response = await fetch('api/live');
  if (!response.ok) throw new Error(await response.text());
  return readLiveRecord((await response.json()) as LiveRecord);
}

/** Asks the server for a compose file out of what runs of a project. */
export async function fetchRecovered(project: string): Promise<Result<string>> {
  try {
    const response = await fetch(`api/recover/${encodeURIComponent(project)}`);
    if (!response.ok) return refuse('docker', (await response.text()).trim());
    return ok(((await response.json()) as { readonly text: string }).text);
  } catch {
    return refuse('docker', commandEnded);
  }
}

/** Asks the server to try a pair, or what it would do for that. */
export const fetchTried: TryPair = async (from, to, run) => {
  try {
    const response = await fetch('api/probe', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ from, to, run }),
    });
    if (!response.ok) return refuse('docker', (await response.text()).trim());
    return ok((await response.json()) as TriedPair);
  } catch {
    return refuse('docker', commandEnded);
  }
};

/** Asks the server what was seen to flow in the last minutes. */
export async function fetchObserved(): Promise<Result<ObservedRecord>> {
  try {
    const response = await fetch('api/observed');
    const text = await response.text();
    if (!response.ok) return refuse('docker', text.trim());
    const found = await readRecordText('what was seen', text);
    return found !== null && !('tone' in found) && found.kind === 'observed'
      ? ok(found.record)
      : refuse('docker', 'The server sent no record of what was seen. Load the page again.');
  } catch {
    return refuse('docker', commandEnded);
  }
}
