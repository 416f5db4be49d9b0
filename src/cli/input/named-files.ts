// `-f FILE`, as Compose has it: the files of one project, in order of merging. Behind this step they stand where a call has its files anyway.

import { CallFailure } from '../call-failure.ts';
import type { Io } from '../io.ts';
import type { HostFlags } from './host-options.ts';
import type { ProjectOptions } from './project-options.ts';

type Options = ProjectOptions & Partial<HostFlags>;

/**
 * Puts the files of `-f` in front of the operands. `isOwn` is true for operands that are no files. As for Compose, these files are one
 * project, whatever `--merge` says.
 */
export function withNamedFiles<Given extends Options>(
  io: Io,
  args: readonly string[],
  options: Given,
  isOwn: (arg: string, index: number) => boolean = () => false,
): readonly [args: readonly string[], options: Given] {
  const { file = [] } = options;
  if (file.length === 0) return [args, options];
  const several = options.host === true ? '--host' : options.docker === true ? '--docker' : null;
  const other = several ?? (options.each === true ? '--each' : null);
  if (other !== null)
    throw new CallFailure(
      `-f names the files of one project; it cannot be combined with ${other}. Leave one out.`,
    );
  const twice = args.find((arg, index) => !isOwn(arg, index));
  if (twice !== undefined)
    throw new CallFailure(
      `-f and ${twice}: some files are given by -f and some without. Give all of them by -f, or none.`,
    );
  const folder = file.find((path) => path !== '-' && io.kindOf(path) === 'folder');
  if (folder !== undefined)
    throw new CallFailure(`-f ${folder}: this is a folder. Name the file, or give the folder without -f.`);
  return [[...file, ...args], { ...options, merge: true }];
}
