// From a drop, a paste or a file dialog to an open project: reads what was given, opens it, reports the outcome, and remembers where each
// file came from.

import { nameList } from '../../../core/compose/name-list.ts';
import { plural } from '../../../core/compose/numbers.ts';
import { aloneInput } from '../../../core/compose/workspace/open-workspace.ts';
import { watchedText } from '../../../core/observed/watched-text.ts';
import type { ReachOptions } from '../../../core/reach/reach-model.ts';
import { makeWaysReader } from '../../../core/ways-in/ways/ways-reader.ts';
import { registerHome } from '../../state/files/disk-changes.ts';
import { handleHome, type PermittedHandle } from '../../state/files/handle-home.ts';
import { rememberProject } from '../../state/files/recent-files.ts';
import { type ChosenFiles, chosenFiles, droppedFiles } from '../../state/import/dropped-files.ts';
import {
  type ImportedFiles,
  importFiles,
  type OpeningPlace,
  type StackPick,
} from '../../state/import/import-files.ts';
import { openWhenRead } from '../../state/import/open-project.ts';
import { type FoundRecord, readRecordText } from '../../state/import/records.ts';
import {
  isEnvText,
  type TakenVariables,
  takeVariables,
  withKeptVariables,
} from '../../state/import/variable-files.ts';
import {
  filesStore,
  mountedStore,
  stackChoiceStore,
  uiStore,
  workOfFile,
  workStore,
} from '../../state/page-stores.ts';
import { withKeptSwitches } from '../../state/session/file-options.ts';
import { formatMessage } from '../../state/session/message.ts';
import { templateFile } from '../../state/session/template.ts';
import { fetchRules } from '../../state/work/fetch-rules.ts';
import type { OpenedFleet } from '../../state/work/opened-fleet.ts';
import type { OpenedHost } from '../../state/work/opened-stacks.ts';
import { takeRecord } from '../../state/work/records.ts';
import {
  drawnAnalysis,
  drawnSession,
  hostStacks,
  leftOf,
  previousProject,
} from '../../state/work/selectors.ts';

/** Calls `look` whenever the person returns to the window; returns a function that stops it. */
function lookMoments(look: () => void): () => void {
  const visible = () => {
    if (document.visibilityState === 'visible') look();
  };
  window.addEventListener('focus', look);
  document.addEventListener('visibilitychange', visible);
  return () => {
    window.removeEventListener('focus', look);
    document.removeEventListener('visibilitychange', visible);
  };
}

/**
 * Opens chosen or dropped files, reports the outcome, and stores their handles. Where files of one folder have different project names, a
 * dialog asks; `pick` is its answer. Returns false where there was nothing to open.
 */
export async function openFiles(
  chosen: ChosenFiles,
  pick: StackPick = null,
  onto: OpeningPlace = 'instead',
): Promise<boolean> {
  const { missing: asked } = mountedStore.getState();
  const opened = await importFiles(workStore, chosen, pick, onto, asked);
  if (opened === null) return false;
  if (opened.mounted !== undefined && opened.files.length === 0 && opened.host === undefined) {
    mountedStore.getState().offer(opened.mounted);
    uiStore
      .getState()
      .toast(`${opened.file}: read for its routes; it is not stored in drafts or links.`, 'success');
    return true;
  }
  const { records = [] } = opened;
  if (opened.host !== undefined) {
    await fetchRules(workStore);
    openHost(opened.host, onto);
    if (opened.mounted !== undefined) mountedStore.getState().offer(opened.mounted);
    takeRecords(records);
    if (opened.handles.size > 0) await storeHandles(chosen, opened.handles);
    return true;
  }
  if (opened.fleet !== undefined) {
    await fetchRules(workStore);
    openFleet(opened.fleet, withKeptSwitches(workStore.getState().options, undefined));
    if (opened.mounted !== undefined) mountedStore.getState().offer(opened.mounted);
    if (opened.handles.size > 0) await storeHandles(chosen, opened.handles);
    return true;
  }
  if (opened.choice !== undefined) {
    const open = (answer: Exclude<StackPick, null>): void => {
      stackChoiceStore.setState({ choice: null });
      void openFiles(chosen, answer);
    };
    stackChoiceStore.setState({ choice: { ...opened.choice, open } });
    return true;
  }
  if (opened.variables !== undefined) {
    takeRecords(records);
    reportVariables(opened.variables);
    placeFiles(opened.handles);
    return true;
  }
  if (opened.mounted !== undefined) mountedStore.getState().offer(opened.mounted);
  const alone = records.length > 0 && opened.files.length === 0 && opened.message === null;
  if (!alone) reportOpened(opened);
  takeRecords(records);
  if (opened.handles.size > 0) await storeHandles(chosen, opened.handles);
  return true;
}

function openHost(host: OpenedHost, onto: OpeningPlace): void {
  const isMore = onto === 'host' && hostStacks(workStore.getState()).length > 0;
  if (!isMore) workStore.openHost(host);
  const known = isMore ? workStore.addStacks(host) : [];
  reportHost(host, known);
}

/** Opens the machines of a fleet, predicted with `options` where no machine states others, and reports them. */
export function openFleet(fleet: OpenedFleet, options: ReachOptions): void {
  const { engine, failed, machines } = fleet;
  workStore.setBeside(makeWaysReader(engine.readWays, mountedStore.getState().files));
  workStore.openFleet(fleet, options);
  const { toast, select } = uiStore.getState();
  select([]);
  const parts = [`Opened ${plural(machines.length, 'machine')}.`, ...failed.slice(0, 3)];
  toast(parts.join(' '), failed.length > 0 ? 'error' : 'success');
}

/**
 * Reports opened or added stacks; `known` are the main files that were open already, and `all` is the total where running containers added
 * more.
 */
export function reportHost(
  { stacks, leftOut, failed }: OpenedHost,
  known: readonly string[] = [],
  all = stacks.length,
): void {
  const { toast, select } = uiStore.getState();
  select([]);
  const count = all - known.length;
  const parts = [`${known.length > 0 ? 'Added' : 'Opened'} ${count} ${count === 1 ? 'stack' : 'stacks'}.`];
  if (known.length > 0) parts.push(`Already open and unchanged: ${someOf(known)}.`);
  if (failed.length > 0) parts.push(failed.slice(0, 3).join(' '));
  const offer = workStore.getState().host?.live ? null : 'merge-stacks';
  toast(parts.join(' '), failed.length > 0 ? 'error' : 'success', offer, leftOut);
}

/** Returns the first names, and the number of the others. */
function someOf(names: readonly string[]): string {
  const most = 6;
  const shown = names.slice(0, most).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}

/** Opens dropped or pasted files, else text. The transfer is read before the first await. */
export async function openTransfer(transfer: DataTransfer): Promise<void> {
  // The browser empties the transfer when the event is over.
  const chosen = droppedFiles(transfer);
  const text = transfer.getData('text/plain');
  if ((await openFiles(await chosen, null, 'host')) || text.trim() === '') return;
  await openText(text);
}

/** Opens a text without a file: a compose file, or variables. */
export async function openText(text: string): Promise<void> {
  if (isEnvText(text)) {
    const taken = takeVariables(workStore, new Map([['.env', text]]));
    if ('tone' in taken) workStore.setMessage(taken);
    else reportVariables(taken);
    return;
  }
  const record = await readRecordText('pasted.json', text);
  if (record !== null) {
    if ('tone' in record) workStore.setMessage(record);
    else takeRecords([record]);
    return;
  }
  const alone = { input: aloneInput(text, { file: templateFile }), profiles: null, folder: null };
  const opened = await openWhenRead(workStore, withKeptVariables(workStore, alone));
  if (opened === 'superseded') return;
  reportOpened({ file: templateFile, message: opened.message, files: [templateFile] });
}

/** Adds records to the open project, and reports the result of each. */
function takeRecords(records: readonly FoundRecord[]): void {
  for (const found of records) {
    const taken = takeRecord(workStore, found);
    const { toast } = uiStore.getState();
    if (!taken.ok) toast(`${found.file}: ${taken.error}`, 'error');
    else toast(takenText(found), 'success', found.kind === 'machine' ? 'leave-machine' : 'leave-observed');
    if (taken.ok && found.kind === 'observed') uiStore.getState().showOverlay({ kind: 'observed' });
  }
}

function takenText(found: FoundRecord): string {
  const nothingOpen = workStore.getState().stacks.length === 0;
  const next = nothingOpen ? ' It is for the file that is opened next.' : '';
  if (found.kind === 'observed') return `${found.file}: ${watchedText(found.record)}.${next}`;
  const { assumed } = found;
  const lacks = assumed.length === 0 ? '' : ` Assumed: ${assumed.join(', ')}.`;
  return `Predicted for the machine of ${found.file}.${lacks}${next}`;
}

function reportVariables({ files, count, kept }: TakenVariables): void {
  const variables = `${count} ${count === 1 ? 'variable' : 'variables'}`;
  const what = nameList(files);
  const text = kept
    ? `${what}: ${variables}, kept for the file that is opened next.`
    : `${what}: ${variables}, used by the open project now.`;
  uiStore.getState().toast(text, 'success');
}

/** Opens the choice of a file or folder dialog. */
export async function openChosen(input: HTMLInputElement): Promise<void> {
  const chosen = chosenFiles([...(input.files ?? [])]);
  // The same file can be chosen again after it was changed on disk.
  input.value = '';
  await openFiles(chosen);
}

/** Stores the handles of opened files, so that they can be saved in place and opened again. */
async function storeHandles(
  { folder, directory }: ChosenFiles,
  handles: ReadonlyMap<string, PermittedHandle>,
): Promise<void> {
  placeFiles(handles);
  await rememberProject({ folder, directory: directory ?? null }, handles, Date.now());
}

/** Connects each open file that has a handle to it. */
function placeFiles(handles: ReadonlyMap<string, PermittedHandle>): void {
  for (const [file, handle] of handles) {
    const work = workOfFile(file);
    const text = work.getState().session?.workspace.input.texts.get(file);
    const isNew = !filesStore.getState().homes.has(file);
    if (text !== undefined && isNew)
      registerHome(work, filesStore, handleHome(file, handle, lookMoments), text);
  }
}

/** Reports the result of opening a file. */
export function reportOpened({
  file,
  message,
  files,
  leftOut = [],
}: Omit<ImportedFiles, 'handles' | 'choice' | 'host'>): void {
  const ui = uiStore.getState();
  ui.select([]);
  if (message !== null) {
    ui.announce(formatMessage(message));
    if (drawnSession(workStore.getState())?.workspace.stale) ui.showPane('yaml');
    return;
  }
  const state = workStore.getState();
  const analysis = drawnAnalysis(state);
  const { services, networks } = analysis?.topology ?? { services: new Map(), networks: new Map() };
  const counts = `${services.size} ${services.size === 1 ? 'service' : 'services'}, ${networks.size} ${networks.size === 1 ? 'network' : 'networks'}`;
  const more = files.length > 1 ? ` and ${files.length - 1} more` : '';
  const before = previousProject(state);
  const changes = before?.project.left ? before.session.undo.length : 0;
  const carries = leftOf(state) === null && changes > 0;
  const offer = state.previous === null ? null : carries ? 'carry-over' : 'restore-previous';
  ui.toast(`Opened ${file}${more}: ${counts}.`, 'success', offer, leftOut);
}
