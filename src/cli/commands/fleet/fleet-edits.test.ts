import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { fleetFindingsWithFixes, tryFleetFix } from '../../../core/fixes/offer-fleet-fixes.ts';
import { analyzeFleet } from '../../../core/rules/all-rules.ts';
import type { FleetAnalysis } from '../../../core/rules/analyze-fleet.ts';
import { loadFleet } from '../../input/load-fleet.ts';
import { createNodeIo } from '../../node-io.ts';
import { loadOptions } from './fleet-options.ts';

async function analysisOf(name: string): Promise<FleetAnalysis> {
  const folder = fileURLToPath(new URL(`../../../../e2e/stacks/${name}`, import.meta.url));
  const { fleet, failed } = await loadFleet(createNodeIo(), folder, loadOptions);
  expect(failed).toBe(false);
  return analyzeFleet(fleet);
}

const photos = '192.168.20.20:2283';
const photosOnMesh = '100.64.20.20:2283';

/** What `connect` answers before and after the edit of a finding, by finding and in order. */
const asked: readonly (readonly [
  finding: string,
  from: string,
  to: string,
  before: boolean,
  after: boolean,
])[] = [
  ['CN841 network:home', 'lan:home', photos, true, false],
  ['CN841 network:home', 'laptop', photos, true, false],
  ['CN841 network:home', 'mini/proxy/caddy', photosOnMesh, false, true],
  ['CN841 network:mesh', 'laptop', photosOnMesh, true, false],
  ['CN841 network:mesh', 'mini/proxy/caddy', photos, true, true],
  ['CN842 nas', 'internet', '203.0.113.99:8920', false, false],
  ['CN842 nas', 'internet', '203.0.113.99:443', true, true],
  ['CN845 network:home', 'mini/proxy/caddy', photosOnMesh, false, true],
  ['CN846 nas/backup/postgres', 'vps/edge/caddy', '100.64.20.20:5432', true, false],
  ['CN846 nas/backup/postgres', 'vps/edge/caddy', '100.64.20.20:8096', true, true],
];

describe('the edits of findings between machines', () => {
  it('of the home lab do what they say, asked by connect', async () => {
    const analysis = await analysisOf('home-lab');
    const found = fleetFindingsWithFixes(analysis).filter(({ fixes }) => fixes.length > 0);
    const answers = found.flatMap((finding) =>
      finding.fixes.flatMap((fix) => {
        const after = tryFleetFix(analysis, finding, fix);
        if (typeof after === 'string') return [[finding.rule, after]];
        const name = `${finding.rule} ${finding.subjects.at(-1)}`;
        return asked
          .filter(([of]) => of === name)
          .map(([, from, to]) => {
            const answer = ({ facts }: FleetAnalysis) => facts.connector.ask(from, to).answer;
            return [name, from, to, answer(analysis), answer(after)];
          });
      }),
    );
    expect(answers).toEqual(asked);
    // A compose file, a file of the proxy and the list of the mesh change at once.
    expect(found[0]?.fixes[0]?.fleet?.map((edit) => ('file' in edit ? edit.after : edit.machine))).toEqual([
      'nas',
      photosOnMesh,
      null,
    ]);
    expect(new Set(found.map(({ rule }) => rule))).toEqual(new Set(['CN841', 'CN842', 'CN845', 'CN846']));
  });

  it('are none in the company, where no file holds the cause', async () => {
    const found = fleetFindingsWithFixes(await analysisOf('company'));
    expect(found.map(({ rule, fixes }) => `${rule} ${fixes.length}`)).toEqual([
      'CN841 0',
      'CN841 0',
      'CN843 0',
      'CN845 0',
      'CN845 0',
      'CN847 0',
    ]);
  });
});
