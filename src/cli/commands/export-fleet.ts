// `bulkhead export --fleet FILE --to svg|html|mermaid|otm`: all machines of a fleet as one picture, page, chart or model.

import { basename, dirname, resolve } from 'node:path';
import type { MapSvgOptions } from '../../core/export/svg/map-svg.ts';
import { type FleetFacts, fleetFacts } from '../../core/fleet/fleet-facts.ts';
import { CallFailure } from '../call-failure.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import type { ExportOptions } from './export-options.ts';

/** The look of an export, and its title where nobody gives one. */
export interface FleetStyle extends Omit<MapSvgOptions, 'title'> {
  readonly date: string | null;
}

type FleetFormat = (facts: FleetFacts, look: FleetStyle & MapSvgOptions) => Promise<Iterable<string>>;

const formats: ReadonlyMap<string, FleetFormat> = new Map<string, FleetFormat>([
  [
    'svg',
    async (facts, look) => [(await import('../../core/export/svg/fleet-svg.ts')).fleetSvg(facts, look)],
  ],
  [
    'html',
    async (facts, { title, date, font = null }) => {
      const { fleetHtml } = await import('../../core/export/fleet/fleet-html.ts');
      const { analyzeFleet } = await import('../../core/rules/all-rules.ts');
      return fleetHtml(analyzeFleet(facts.fleet), { title, date, font });
    },
  ],
  [
    'mermaid',
    async (facts) => [(await import('../../core/export/fleet/fleet-mermaid.ts')).fleetMermaid(facts)],
  ],
  [
    'otm',
    async (facts, { title }) => [
      (await import('../../core/export/fleet/fleet-otm.ts')).fleetOtm(facts, title),
    ],
  ],
]);

/** Prints a fleet in one of its formats. */
export async function exportFleet(
  io: Io,
  file: string,
  { to, embedText, ...options }: ExportOptions,
  look: FleetStyle,
): Promise<ExitCode> {
  const form = formats.get(to);
  if (form === undefined)
    throw new CallFailure(
      `--to ${to}: not a format for a fleet. Use ${[...formats.keys()].join(', ').replace(/, (?=\w+$)/, ' or ')}, or export one machine with --host.`,
    );
  if (embedText === true)
    throw new CallFailure('--embed-text embeds the files of one project; it does not work with --fleet.');
  const { loadFleet } = await import('../input/load-fleet.ts');
  const { fleet, failed } = await loadFleet(io, file, { ...options, fleet: file });
  const title = basename(dirname(resolve(io.cwd, fleet.file.file)));
  await io.print(await form(fleetFacts(fleet), { ...look, title }));
  return failed ? exitCodes.failure : exitCodes.done;
}
