// What the server of `bulkhead open` or `serve` sends to the page; `src/cli/open/` is its other half.

import { type LiveHost, type LiveRecord, readLiveRecord } from '../../../core/host/running/live-host.ts';
import { readServedRecord, type ServedRecord } from '../../../core/host/served-record.ts';
import type { ObservedRecord } from '../../../core/observed/record.ts';
import { ok, type Result, refuse } from '../../../core/text/result.ts';
import type { TriedPair, TryPair } from '../../state/host/live-tools.ts';
import { readRecordText } from '../../state/import/records.ts';

const commandEnded = 'The command that serves this page has ended: run bulkhead open --docker again.';

/** Whether the page comes from `bulkhead serve` and a person signed in to it. */
export function isSignedIn(page: Document): boolean {
  return page.querySelector('meta[name="bulkhead-open"][content="signed-in"]') !== null;
}

/** True where the page comes from `bulkhead open` or `serve`, which mark it. */
export function isServedLocally(page: Document): boolean {
  return page.querySelector('meta[name="bulkhead-open"]') !== null;
}

/** Asks the server for the project; rejects where it does not answer. */
export async function fetchLocalProject(): Promise<ServedRecord> {
  const response = await fetch('api/project');
  if (!response.ok) throw new Error(await response.text());
  const project = readServedRecord(await response.json());
  if (project === undefined) throw new Error('The server sent no project.');
  return project;
}

/** Fetches the running containers from the server; rejects where it does not answer. */
export async function fetchLive(): Promise<LiveHost> {
  const response = await fetch('api/live');
  if (!response.ok) throw new Error(await response.text());
  return readLiveRecord((await response.json()) as LiveRecord);
}

/** Fetches a compose file that the server recovers from a project's running containers. */
export async function fetchRecovered(project: string): Promise<Result<string>> {
  try {
    const response = await fetch(`api/recover/${encodeURIComponent(project)}`);
    if (!response.ok) return refuse('docker', (await response.text()).trim());
    return ok(((await response.json()) as { readonly text: string }).text);
  } catch {
    return refuse('docker', commandEnded);
  }
}

/** Asks the server to try a pair, or to list what a trial would do. */
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

/** Fetches the connections that the server observed in the last minutes. */
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
