// `bulkhead fleet move STACK FROM TO`: what a stack on another machine opens and closes, and which lines have to follow; with `--write` the
// folder is moved and the lines are edited.

import { basename, dirname, join, resolve } from 'node:path';
import { type FleetFacts, fleetFacts } from '../../../core/fleet/fleet-facts.ts';
import {
  type FleetMove,
  followInFleetFile,
  movedPlaces,
  staysBehind,
} from '../../../core/fleet/move/fleet-move.ts';
import { type FollowingLine, followInText } from '../../../core/fleet/move/follow-in-text.ts';
import { visible, visibleStart } from '../../../core/quote/visible-text.ts';
import { CallFailure } from '../../call-failure.ts';
import { moveFolder } from '../../disk/move-folder.ts';
import { type ExitCode, exitCodes } from '../../exit-codes.ts';
import { filesWithPlaces } from '../../input/files-with-places.ts';
import { fleetFileAt, loadFleet } from '../../input/load-fleet.ts';
import { movedFolderIo } from '../../input/moved-folder-io.ts';
import type { Io } from '../../io.ts';
import { diffPieces } from '../../output/diff-pieces.ts';
import { compareFleets } from '../../questions/compare-fleets.ts';
import { readExisting, saveTexts } from '../../saving/save-texts.ts';
import { type FleetOptions, loadOptions } from './fleet-options.ts';

/** Moves a folder within a root; all paths are absolute. */
export type MoveFolder = (root: string, from: string, to: string) => void;

/** Runs the command; `args` are the operands behind `move`. */
export async function runMoveFleet(
  io: Io,
  args: readonly string[],
  { fleet: given = '.', write = false }: FleetOptions,
  move: MoveFolder = moveFolder,
): Promise<ExitCode> {
  const [stack, from, to, ...more] = args;
  if (stack === undefined || from === undefined || to === undefined || more.length > 0)
    throw new CallFailure('fleet move needs what goes where: fleet move STACK FROM TO.');
  const file = fleetFileAt(io, given);
  const before = await loadFleet(io, file, loadOptions);
  const facts = fleetFacts(before.fleet);
  const asked: FleetMove = { stack, from, to };
  const folders = foldersOf(io, facts, asked);
  const inFile = followInFleetFile(facts, asked);
  const changed = new Map<string, string>();
  const lines: FollowingLine[] = [...inFile.lines];
  const places = movedPlaces(facts, asked);
  for (const path of filesWithPlaces(io, facts)) {
    const text = readExisting(io, path) ?? '';
    const followed = followInText(path, text, places);
    lines.push(...followed.lines);
    if (followed.text !== text) changed.set(path, followed.text);
  }
  if (inFile.text !== facts.fleet.file.text) changed.set(file, inFile.text);
  const after = await loadFleet(movedFolderIo(io, { ...folders, texts: changed }), file, loadOptions);
  const report = compareFleets(before.fleet, after.fleet);
  const words = { asked, folders, lines, behind: staysBehind(facts, asked), write };
  await io.printPainted([...moveLines(words), ...diffPieces(io, 'pretty', report)]);
  if (!write) {
    await io.print(['\nNothing is written. Add --write to move the folder and edit these lines.\n']);
    return before.failed ? exitCodes.failure : exitCodes.done;
  }
  if (before.failed)
    throw new CallFailure(
      `${file}: a part of the fleet could not be read, so nothing is moved. Mend it first.`,
    );
  carryOut(io, file, folders, changed, move);
  io.complain(`${folders.from}: moved to ${folders.to}. Take the stack down on ${from}, and up on ${to}.`);
  return exitCodes.done;
}

interface MovedFolders {
  readonly from: string;
  readonly to: string;
}

/** Returns the folder of the stack, and the one that it goes to. */
function foldersOf(io: Io, { fleet }: FleetFacts, { stack, from, to }: FleetMove): MovedFolders {
  const [source, target] = [fleet.machines.get(from), fleet.machines.get(to)];
  const names = [...fleet.machines.keys()].join(', ');
  if (!source || !target)
    throw new CallFailure(`${source ? to : from} is no machine of the fleet. Write one of ${names}.`);
  if (from === to) throw new CallFailure(`${stack} is on ${to} already. Name another machine.`);
  const found = source.facts?.host.stacks.find(({ id }) => id === stack);
  if (!found) {
    const stacks = source.facts?.host.stacks.map(({ id }) => id).join(', ') || 'none';
    throw new CallFailure(`${from} has no stack ${stack}. Its stacks are: ${stacks}.`);
  }
  if (target.stated.stacks === null || source.stated.stacks === null)
    throw new CallFailure(`${to} has no folder of stacks. Write stacks: ${to} for it in ${fleet.file.file}.`);
  if (found.dir === null || found.dir === '.')
    throw new CallFailure(
      `${stack} is in the folder of ${from} itself, not in one of its own. Put it into ${join(source.stated.stacks, stack)} first.`,
    );
  if (target.facts?.host.stacks.some(({ id }) => id === stack))
    throw new CallFailure(
      `${to} has a stack ${stack} already: two of one name share their networks. Rename one.`,
    );
  const root = dirname(fleet.file.file);
  const folders = {
    from: join(root, source.stated.stacks, found.dir),
    to: join(root, target.stated.stacks, basename(found.dir)),
  };
  if (io.kindOf(folders.to) !== 'absent')
    throw new CallFailure(
      `${folders.to}: is there already, and is not replaced. Rename one of the two folders.`,
    );
  return folders;
}

/**
 * Edits the lines, then moves the folder, or leaves both as they were. A kill in between loses nothing: the same call finds no line left to
 * edit and moves the folder; one while lines are written is undone as for any files that are saved together.
 */
function carryOut(
  io: Io,
  file: string,
  { from, to }: MovedFolders,
  changed: ReadonlyMap<string, string>,
  move: MoveFolder,
): void {
  const at = (path: string): string => resolve(io.cwd, path);
  const texts = [...changed].map(([path, text]) => ({ file: path, before: readExisting(io, path), text }));
  saveTexts(io, texts);
  try {
    move(at(dirname(file)), at(from), at(to));
  } catch (error) {
    saveTexts(
      io,
      texts.map(({ file: path, before, text }) => ({ file: path, before: text, text: before ?? '' })),
    );
    throw error;
  }
}

function* moveLines({
  asked: { stack, from, to },
  folders,
  lines,
  behind,
}: {
  readonly asked: FleetMove;
  readonly folders: MovedFolders;
  readonly lines: readonly FollowingLine[];
  readonly behind: readonly string[];
}): Generator<string> {
  yield `${visibleStart(stack)} goes from ${visible(from)} to ${visible(to)}: ${visible(folders.from)} becomes ${visible(folders.to)}.\n`;
  const at = ({ file, line }: FollowingLine): string => `  ${visibleStart(file)}:${line}: `;
  const edited = lines.filter(({ after }) => after !== null);
  const byHand = lines.filter(({ after }) => after === null);
  if (edited.length > 0) yield 'Lines that follow\n';
  for (const line of edited)
    yield `${at(line)}${visible(line.before)} becomes ${visible(line.after ?? '')}\n`;
  if (byHand.length + behind.length > 0) yield 'For you to do\n';
  for (const line of byHand) yield `${at(line)}${visible(line.before)}: ${visible(line.why)}\n`;
  for (const text of behind) yield `  ${visible(text)}\n`;
}
