// The name of a file in a report that is read elsewhere: its path from the root of its repository.

import { dirname, join, relative, resolve } from 'node:path';
import type { NameOf } from '../../core/export/check/placed-findings.ts';
import type { Io } from '../io.ts';

/** Files by their paths from the root of the repository they stand in: what reads SARIF and annotations knows no working folder. */
export function fromRepository(io: Io): NameOf {
  return (file) => {
    const path = resolve(io.cwd, file);
    for (let folder = dirname(path); file !== '-'; folder = dirname(folder)) {
      // A worktree and a submodule have a file of that name.
      if (io.kindOf(join(folder, '.git')) !== 'absent') return relative(folder, path).replaceAll('\\', '/');
      if (folder === dirname(folder)) break;
    }
    return file;
  };
}
