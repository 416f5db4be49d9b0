// `edit --only-names SERVICE=NAME,NAME`: the change that lets a service out to some names alone, proved on the files as they will be.

import { dirname, join } from 'node:path';
import { mainDocument } from '../../core/compose/workspace/open-workspace.ts';
import { workspaceAfter } from '../../core/compose/workspace/plan/plan-in-workspace.ts';
import type { Workspace } from '../../core/compose/workspace/workspace.ts';
import { type ListProgram, type OnlyNames, onlyNames } from '../../core/fixes/only-names.ts';
import { checkIntents } from '../../core/intents/check-intents.ts';
import type { ReachOptions } from '../../core/reach/reach-model.ts';
import { analyze } from '../../core/rules/all-rules.ts';
import { readWays } from '../../core/ways-in/ways/read-ways.ts';
import { makeWaysReader } from '../../core/ways-in/ways/ways-reader.ts';
import { CallFailure } from '../call-failure.ts';
import { projectFiles } from '../input/project-files.ts';
import type { Io } from '../io.ts';
import type { NewText } from '../saving/save-texts.ts';

/** A change with the files that it makes. */
export interface NamesEdit {
  /** The project, whose proxies are read with the files that the change makes. */
  readonly workspace: Workspace;
  readonly proposal: Pick<OnlyNames, 'operations' | 'lines' | 'objections'>;
  readonly files: readonly NewText[];
}

const programs: readonly ListProgram[] = ['squid', 'caddy'];

/** Returns the program that a word names. */
export function listProgram(word: string): ListProgram {
  const known = programs.find((one) => one === word);
  if (!known) throw new CallFailure(`--with ${word}: no such program. Use ${programs.join(' or ')}.`);
  return known;
}

/** Returns the change; its objections say why it is not made, also where it would not hold afterwards. */
export async function withOnlyNames(
  io: Io,
  before: Workspace,
  options: ReachOptions,
  text: string,
  program: string,
): Promise<NamesEdit> {
  const [, service = '', list = ''] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (service === '')
    throw new CallFailure(
      `--only-names ${text}: write SERVICE=NAME,NAME, such as worker=api.github.com,*.example.org.`,
    );
  const known = listProgram(program);
  const analysis = analyze(before, options);
  if (!analysis.topology.services.has(service))
    throw new CallFailure(`--only-names ${text}: there is no service ${service}.`);
  const names = [
    ...new Set(
      list
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== ''),
    ),
  ];
  const found = onlyNames(analysis, service, names, known);
  const folder = dirname(mainDocument(before).file);
  const files = found.files.map((one) => ({ file: join(folder, one.path), before: null, text: one.text }));
  const taken = files.filter(({ file }) => io.kindOf(file) !== 'absent');
  const workspace = withFiles(io, before, files);
  const objections = [
    ...found.objections,
    ...taken.map(({ file }) => `${file} is there already, and is not written over: move it away first`),
    ...(found.objections.length === 0 ? doesNotHold(workspace, options, found) : []),
  ];
  const lines = [...found.lines, ...objections].map((line) => `${line}.`);
  return { workspace, proposal: { operations: found.operations, lines, objections }, files };
}

/** Returns why the statement would not hold after the change; empty where it would. */
function doesNotHold(
  workspace: Workspace,
  options: ReachOptions,
  { operations }: OnlyNames,
): readonly string[] {
  const after = workspaceAfter(workspace, operations);
  // The plan itself says why the operations are refused.
  if (!after.ok) return [];
  const analysis = analyze(after.value, options);
  return checkIntents(analysis, analysis.book.leavings?.(analysis)).flatMap(({ intent, breaches }) =>
    intent.kind === 'only-names' ? breaches.map(({ message }) => message.replace(/\.$/, '')) : [],
  );
}

/** Returns the project with a reader that also sees files that are not written yet. */
function withFiles(io: Io, workspace: Workspace, made: readonly NewText[]): Workspace {
  const onDisk = projectFiles(io);
  const texts = new Map(made.map(({ file, text }) => [file, text]));
  const beside = makeWaysReader(readWays, {
    ...onDisk,
    kindOf: (path) => (texts.has(path) ? 'file' : onDisk.kindOf(path)),
    linkAt: (path) => (texts.has(path) ? null : onDisk.linkAt(path)),
    read: (path) => texts.get(path) ?? onDisk.read(path),
  });
  return { ...workspace, input: { ...workspace.input, beside } };
}
