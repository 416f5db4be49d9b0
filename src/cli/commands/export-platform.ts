// `bulkhead export --to swarm|kubernetes [FILE]`: the project for another platform, with a report of what differs there.

import { join } from 'node:path';
import { nameList } from '../../core/compose/name-list.ts';
import { assumedOf } from '../../core/describe/assumed.ts';
import { readRanges } from '../../core/export/kubernetes/cluster-ranges.ts';
import { exportKubernetes, referencedFiles } from '../../core/export/kubernetes/export-kubernetes.ts';
import {
  needsConsent,
  type PlatformExport,
  type PlatformSource,
} from '../../core/export/platform/platform-export.ts';
import { platformReportJson, platformReportPretty } from '../../core/export/platform/platform-report.ts';
import { exportSwarm } from '../../core/export/swarm/export-swarm.ts';
import { analyze } from '../../core/rules/all-rules.ts';
import { CallFailure } from '../call-failure.ts';
import { readText } from '../disk/read-text.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { findOneProject } from '../input/find-project-files.ts';
import { loadProject } from '../input/load-project.ts';
import type { Io } from '../io.ts';
import { saveTexts } from '../saving/save-texts.ts';
import type { ExportOptions } from './export-options.ts';

/** Exports the project that `args` name to the platform of `options.to`. */
export async function runExportPlatform(
  io: Io,
  args: readonly string[],
  options: ExportOptions,
): Promise<ExitCode> {
  const { report: form = 'pretty' } = options;
  // Standard error is one JSON text then: other messages are put into it.
  const notes: string[] = [];
  const quiet: Io = { ...io, complain: (message) => notes.push(...[message].flat()) };
  const loading = form === 'json' ? quiet : io;
  const found = await findOneProject(loading, args, options);
  const { workspace, reachOptions, name } = await loadProject(loading, found.files, found.options);
  const { engine } = reachOptions;
  if (engine.kind !== 'docker') {
    throw new CallFailure(
      `--engine ${engine.text}: an export starts from Docker Engine. Name one of its releases.`,
    );
  }
  const source = { workspace, analysis: analyze(workspace, reachOptions), project: name.name };
  const { texts, report } = await exported(loading, source, options);
  if (form === 'pretty') io.complain(platformReportPretty(report));
  else {
    const assumed = assumedOf(workspace, reachOptions, name.from);
    const text = platformReportJson(report, { engine: engine.text, assumed, notes });
    io.complain(text.trimEnd().split('\n'));
  }
  if (needsConsent(report) && options.accept !== true) {
    if (form === 'pretty') io.complain('Nothing was written. Add --accept to export it anyway.');
    return exitCodes.objection;
  }
  if (options.split === undefined) await io.print(texts.values());
  else writeFiles(io, options.split, texts);
  return exitCodes.done;
}

async function exported(io: Io, source: PlatformSource, options: ExportOptions): Promise<PlatformExport> {
  const { internalPorts = 'refuse', loopback = 'refuse' } = options;
  if (options.to === 'swarm') return exportSwarm(source, { internalPorts, loopback });
  if (options.to === 'kubernetes') return toKubernetes(io, source, options);
  throw new CallFailure(`--to ${options.to}: no such format.`);
}

async function toKubernetes(
  io: Io,
  source: PlatformSource,
  { clusterCidr = [], serviceType = 'LoadBalancer' }: ExportOptions,
): Promise<PlatformExport> {
  const ranges = readRanges(clusterCidr);
  if (!ranges.ok) throw new CallFailure(`--cluster-cidr ${ranges.error.message}`);
  const whole = await withReferencedFiles(io, source);
  return exportKubernetes(whole, { clusterCidrs: ranges.value, serviceType });
}

/** Returns the project with the contents of its settings, configs and secrets that exist and are text. */
async function withReferencedFiles(io: Io, source: PlatformSource): Promise<PlatformSource> {
  const { input } = source.workspace;
  const texts = new Map(input.texts);
  for (const file of referencedFiles(source)) {
    if (texts.has(file) || io.kindOf(file) !== 'file') continue;
    try {
      texts.set(file, await readText(io, file));
    } catch (error) {
      // Without the text of the file the export reports it as lost.
      if (!(error instanceof CallFailure)) throw error;
      io.complain(error.lines);
    }
  }
  return { ...source, workspace: { ...source.workspace, input: { ...input, texts } } };
}

/** Writes each text to its own file in `folder`; never replaces an existing file. */
function writeFiles(io: Io, folder: string, texts: ReadonlyMap<string, string>): void {
  const there = [...texts.keys()].filter((file) => io.kindOf(join(folder, file)) !== 'absent');
  if (there.length > 0) {
    throw new CallFailure(
      `--split ${folder}: ${nameList(there)} ${there.length === 1 ? 'is' : 'are'} already there, so nothing was written. Name an empty folder, or move them.`,
    );
  }
  io.makeFolder(folder);
  saveTexts(
    io,
    [...texts].map(([file, text]) => ({ file: join(folder, file), before: null, text })),
  );
}
