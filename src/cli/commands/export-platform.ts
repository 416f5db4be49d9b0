// `bulkhead export --to swarm|kubernetes [FILE]`: the project for another platform, with a report of what differs there.

import { join } from 'node:path';
import { analyze } from '../../core/analysis/analyze.ts';
import { assumedOf } from '../../core/analysis/assumed.ts';
import {
  needsConsent,
  type PlatformExport,
  type PlatformSource,
} from '../../core/export/platform/platform-export.ts';
import { platformReportJson, platformReportPretty } from '../../core/export/platform/platform-report.ts';
import { exportSwarm } from '../../core/export/swarm/export-swarm.ts';
import { CallFailure } from '../call-failure.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { findOneProject } from '../input/find-project-files.ts';
import { loadProject } from '../input/load-project.ts';
import type { Io } from '../io.ts';
import type { ExportOptions } from './export.ts';

/** The project of `args` for the platform of `options.to`. */
export async function runExportPlatform(
  io: Io,
  args: readonly string[],
  options: ExportOptions,
): Promise<ExitCode> {
  const { report: form } = options;
  // Standard error is one JSON text then: what is said besides goes into it.
  const notes: string[] = [];
  const quiet: Io = { ...io, complain: (message) => notes.push(...[message].flat()) };
  const loading = form === 'json' ? quiet : io;
  const files = await findOneProject(loading, args, options);
  const { workspace, reachOptions, name } = await loadProject(loading, files, options);
  const { engine } = reachOptions;
  if (engine.kind !== 'docker') {
    throw new CallFailure(
      `--engine ${engine.text}: an export starts from what Docker Compose runs. Name one of Docker's Engines.`,
    );
  }
  const source = { workspace, analysis: analyze(workspace, reachOptions), project: name.name };
  const { texts, report } = exported(source, options);
  if (form === 'pretty') io.complain(platformReportPretty(report));
  else {
    const assumed = assumedOf(workspace, reachOptions, name.from);
    const text = platformReportJson(report, { engine: engine.text, assumed, notes });
    io.complain(text.trimEnd().split('\n'));
  }
  if (needsConsent(report) && options.accept !== true) {
    if (form === 'pretty') io.complain('Nothing was written. --accept takes it as it is.');
    return exitCodes.objection;
  }
  if (options.split === undefined) await io.print(texts.values());
  else writeFiles(io, options.split, texts);
  return exitCodes.done;
}

function exported(source: PlatformSource, options: ExportOptions): PlatformExport {
  if (options.to === 'swarm') return exportSwarm(source, options);
  throw new CallFailure(`--to ${options.to}: no such format.`);
}

/** Writes each text as a file of its own into `folder`; refuses to replace what is there. */
function writeFiles(io: Io, folder: string, texts: ReadonlyMap<string, string>): void {
  const there = [...texts.keys()].filter((file) => io.kindOf(join(folder, file)) !== 'absent');
  if (there.length > 0) {
    throw new CallFailure(
      `${folder} has ${there.join(', ')} already: nothing was written. Name an empty folder, or move them away.`,
    );
  }
  io.makeFolder(folder);
  for (const [file, text] of texts) {
    const path = join(folder, file);
    const saved = io.saveFile(path, text, null);
    if (saved.kind !== 'saved') {
      throw new CallFailure(`${path}: ${saved.kind === 'refused' ? saved.why : 'is there already'}.`);
    }
  }
}
