// `bulkhead export --to compose|svg|mermaid|markdown|html|otm [FILE]`: the file itself, byte for byte, or a picture, a report or a model of it; with
// `--host` one of all stacks.

import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { mainDocument } from '../../core/compose/workspace/open-workspace.ts';
import { assumedOf } from '../../core/describe/assumed.ts';
import { markdownReport } from '../../core/export/markdown-report.ts';
import { reachMermaid } from '../../core/export/reach/reach-mermaid.ts';
import type { MapSvgOptions } from '../../core/export/svg/map-svg.ts';
import { svgDocument } from '../../core/export/svg/svg-document.ts';
import { svgScene } from '../../core/export/svg/svg-scene.ts';
import { analyze, analyzeAlone, analyzeHost } from '../../core/rules/all-rules.ts';
import type { HostAnalysis } from '../../core/rules/analyze-host.ts';
import { CallFailure } from '../call-failure.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { findOneProject } from '../input/find-project-files.ts';
import { isAboutHost, withRecords } from '../input/host-options.ts';
import { type LoadedProject, loadProject } from '../input/load-project.ts';
import type { Io } from '../io.ts';
import { openTools } from '../open/open-tools.ts';
import type { ExportOptions } from './export-options.ts';

/** Returns the page's typeface in base64, from the built page beside the command. Null when there is none or the format draws nothing. */
function typeface({ env }: Io, form: string): string | null {
  if (form !== 'svg' && form !== 'html') return null;
  const folder = join(env.get('BULKHEAD_PAGE') ?? openTools.pageFolder, 'assets');
  try {
    const file = readdirSync(folder).find((name) => /^inter-latin-.*\.woff2$/.test(name));
    return file === undefined ? null : readFileSync(join(folder, file), 'base64');
  } catch {
    return null;
  }
}

/** Returns the project as text in the format that the options ask for. */
async function exported(
  io: Io,
  loaded: LoadedProject,
  { to, theme, embedText, date }: ExportOptions,
): Promise<Iterable<string>> {
  const { workspace, reachOptions, name } = loaded;
  const look = readTheme(theme);
  if (embedText === true && to !== 'svg') throw new CallFailure('--embed-text works only with --to svg.');
  if (to === 'compose') return [mainDocument(workspace).text];
  const title = name.name ?? mainDocument(workspace).file;
  const whole = sharedFormats.get(to);
  if (whole !== undefined)
    return whole(analyzeAlone(loaded), { title, theme: look, date: date ?? null, font: typeface(io, to) });
  const analysis = analyze(workspace, reachOptions);
  switch (to) {
    case 'mermaid':
      return [reachMermaid(analysis.reach)];
    case 'markdown':
      return markdownReport(workspace, analysis, assumedOf(workspace, reachOptions, name.from));
    case 'svg': {
      // Files of variables hold secrets and are no part of the picture.
      const own = workspace.files.map(({ document }) => [document.file, document.text] as const);
      const texts = embedText === true ? new Map(own) : null;
      return [
        svgDocument(svgScene(analysis), analysis, { title, theme: look, texts, font: typeface(io, to) }),
      ];
    }
    default:
      throw new CallFailure(
        `--to ${to}: no such format. Use compose, svg, mermaid, markdown, html, otm, swarm or kubernetes.`,
      );
  }
}

function readTheme(theme: string): 'light' | 'dark' {
  if (theme === 'light' || theme === 'dark') return theme;
  throw new CallFailure(`--theme ${theme}: no such theme. Use light or dark.`);
}

/** Prints all stacks of a host in a format for whole hosts. */
async function exportHost(
  io: Io,
  args: readonly string[],
  { to, theme, embedText, date, ...options }: ExportOptions,
): Promise<ExitCode> {
  const form = hostFormats.get(to);
  if (form === undefined) {
    throw new CallFailure(
      `--to ${to}: not a format for a whole host. Use ${[...hostFormats.keys()].join(', ').replace(/, (?=\w+$)/, ' or ')}, or export one stack without --host.`,
    );
  }
  const look = readTheme(theme);
  if (embedText === true)
    throw new CallFailure('--embed-text embeds the files of one project; it does not work with --host.');
  const { loadHost } = await import('../input/load-host.ts');
  const { host, question, failed } = await loadHost(io, args, options);
  const title = basename(resolve(io.cwd, args[0] ?? '.'));
  const looks = { title, theme: look, date: date ?? null, font: typeface(io, to) };
  await io.print(await form(analyzeHost(host, question), looks));
  return failed ? exitCodes.failure : exitCodes.done;
}

interface HostStyle extends MapSvgOptions {
  readonly date: string | null;
}

type HostFormat = (analysis: HostAnalysis, look: HostStyle) => Promise<Iterable<string>>;

/** Formats that treat a project as a host of one stack. */
const sharedFormats: ReadonlyMap<string, HostFormat> = new Map<string, HostFormat>([
  [
    'html',
    async (analysis, look) =>
      (await import('../../core/export/html/html-report.ts')).htmlReport(analysis, look),
  ],
  [
    'otm',
    async (analysis, { title }) => {
      const { otmJson } = await import('../../core/export/otm.ts');
      return [otmJson(analysis, { title, observed: analysis.options.observed ?? null })];
    },
  ],
]);

const hostFormats: ReadonlyMap<string, HostFormat> = new Map<string, HostFormat>([
  [
    'markdown',
    async (analysis) => (await import('../../core/export/host/host-markdown.ts')).hostMarkdown(analysis),
  ],
  [
    'mermaid',
    async (analysis) => [(await import('../../core/export/host/host-mermaid.ts')).hostMermaid(analysis)],
  ],
  [
    'svg',
    async (analysis, look) => [(await import('../../core/export/svg/host-svg.ts')).hostSvg(analysis, look)],
  ],
  ...sharedFormats,
]);

/** Refuses options that have no meaning for the format. */
function refuseUnrelatedOptions(options: ExportOptions): void {
  const {
    to,
    date,
    machine,
    observed,
    clusterCidr = [],
    serviceType,
    split,
    accept,
    report,
    internalPorts,
    loopback,
  } = options;
  const foreign = (option: string, formats: readonly string[]): void => {
    if (!formats.includes(to))
      throw new CallFailure(`${option} works only with --to ${formats.join(' and ')}.`);
  };
  if (date !== undefined) foreign('--date', ['html']);
  if (machine !== undefined) foreign('--machine', ['html', 'otm']);
  if (observed !== undefined) foreign('--observed', ['otm']);
  if (clusterCidr.length > 0) foreign('--cluster-cidr', ['kubernetes']);
  if (serviceType !== undefined) foreign('--service-type', ['kubernetes']);
  if (split !== undefined) foreign('--split', ['kubernetes']);
  if (accept === true) foreign('--accept', ['swarm', 'kubernetes']);
  if (report !== undefined) foreign('--report', ['swarm', 'kubernetes']);
  if (internalPorts !== undefined) foreign('--internal-ports', ['swarm']);
  if (loopback !== undefined) foreign('--loopback', ['swarm']);
}

/** Runs the command; `args` are the operands. */
export async function runExport(io: Io, args: readonly string[], given: ExportOptions): Promise<ExitCode> {
  refuseUnrelatedOptions(given);
  const options = await withRecords(io, given);
  if (options.fleet !== undefined) {
    if (args.length > 0 || options.host === true)
      throw new CallFailure('--fleet names the machines with their folders; leave out --host and the files.');
    const { to, theme, date = null } = options;
    const { exportFleet } = await import('./export-fleet.ts');
    const look = { theme: readTheme(theme), date, font: typeface(io, to) };
    return exportFleet(io, options.fleet, options, look);
  }
  if (isAboutHost(options)) {
    return exportHost(io, args, options);
  }
  if (options.to === 'swarm' || options.to === 'kubernetes') {
    const { runExportPlatform } = await import('./export-platform.ts');
    return runExportPlatform(io, args, options);
  }
  const found = await findOneProject(io, args, options);
  await io.print(await exported(io, await loadProject(io, found.files, found.options), options));
  return exitCodes.done;
}
