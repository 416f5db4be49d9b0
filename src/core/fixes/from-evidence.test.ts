import { describe, expect, it } from 'vitest';
import { openAlone } from '../compose/workspace/open-workspace.ts';
import { planInWorkspace } from '../compose/workspace/plan/plan-in-workspace.ts';
import { recordOf } from '../observed/testing/record-of.ts';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { diffConnectivity } from '../reach/diff/diff-connectivity.ts';
import { analyze } from '../rules/all-rules.ts';
import { laneOperations } from '../rules/fixes/split-lanes.ts';
import { closedBesideSeen, evidentIntents, splitLines } from './from-evidence.ts';
import { proposeSplit } from './propose-split.ts';

const silent = `services:
  web: { image: nginx, ports: ["443:443"] }
  api: { image: example/api }
  db: { image: "postgres:16" }
  job: { image: example/job }
`;
const traffic = ['web -> api:8080 x40', 'api -> db:5432 x112', 'internet -> web:443 x9', 'job -> db:5432'];

function split(...lines: readonly string[]) {
  const workspace = openAlone(silent);
  const options = { ...defaultReachOptions, ...(lines.length === 0 ? {} : { observed: recordOf(...lines) }) };
  const analysis = analyze(workspace, options);
  const proposal = proposeSplit(workspace, analysis, 'default');
  const planned = planInWorkspace(workspace, laneOperations(proposal.lanes, 'default', workspace.topology));
  if (!planned.ok) throw new Error(planned.error.message);
  const after = analyze(planned.value.workspace, options);
  return { analysis, proposal, delta: diffConnectivity(analysis.reach, after.reach) };
}

describe('a split from evidence', () => {
  it('is found where files state no need, and keeps all that was seen', () => {
    expect(split().proposal.lanes).toEqual([]);
    const { analysis, proposal, delta } = split(...traffic);
    expect(proposal.lanes).toEqual([{ name: 'front', internal: false, moves: ['web'], joins: ['api'] }]);
    expect(proposal.assumed).toEqual([
      { from: 'web', to: 'api', certainty: 'observed', words: 'seen 40 times in 24 hours' },
    ]);
    expect(closedBesideSeen(delta, analysis.needs)).toBe(
      'closes 4 pairs, of which none was seen in 24 hours',
    );
    expect(splitLines(proposal, analysis)).toEqual([
      'split default: 1 new network, 2 of 4 services edited; data two hops away 0 -> 1 of 1',
      '  front: web; on default as well: api',
      '  web needs api: seen 40 times in 24 hours',
    ]);
  });

  it('leaves the way out to data that was seen to use it', () => {
    const lanes = (...more: readonly string[]) => {
      const workspace = openAlone(
        silent.replace('web: { image: nginx', 'web: { image: nginx, depends_on: [db]'),
      );
      const analysis = analyze(workspace, { ...defaultReachOptions, observed: recordOf(...more) });
      return proposeSplit(workspace, analysis, 'default').lanes.filter(({ moves }) => moves.includes('db'));
    };
    for (const lane of lanes('db -> internet:443')) expect(lane.internal).toBe(false);
  });

  it('says of a need that is stated and was not seen that it was not', () => {
    const workspace = openAlone(
      silent.replace('web: { image: nginx', 'web: { image: nginx, depends_on: [api]'),
    );
    const analysis = analyze(workspace, { ...defaultReachOptions, observed: recordOf('api -> db:5432') });
    const proposal = proposeSplit(workspace, analysis, 'default');
    expect(splitLines(proposal, analysis)).toContain('  web needs api: stated, not seen in 24 hours');
  });
});

describe('statements from evidence', () => {
  it('are a must for every pair that was seen and is open, unless it is stated', () => {
    const { analysis } = split(...traffic, 'api -> db:9999 x500');
    const intents = (stated: readonly string[]) =>
      evidentIntents(analysis, new Set(stated)).map(({ statement, seen }) => `${statement} (${seen})`);
    expect(intents(['job -> db'])).toEqual([
      'must: web -> api (seen 40 times in 24 hours)',
      'must: api -> db (seen 500 times in 24 hours)',
    ]);
  });
});
