import { describe, expect, it } from 'vitest';
import { formatOperation } from '../../compose/operations/operation-text.ts';
import { openAlone } from '../../compose/workspace/open-workspace.ts';
import { objectionTo } from '../../fixes/offer-fixes.ts';
import { defaultReachOptions } from '../../reach/default-reach-options.ts';
import { analyze } from '../all-rules.ts';

/** Returns the first fix of CN201 for a proxy before `app`, which needs the data itself. */
function firstFix(app: string, proxy = 'depends_on: [app]') {
  const workspace = openAlone(`services:
  proxy: { image: nginx, ports: ["443:443"], ${proxy} }
  app: { ${app}, depends_on: [db], environment: { DB: "postgres://db:5432" } }
  job: { image: example/job, depends_on: [db], environment: { DB: "postgres://db:5432" } }
  db: { image: "postgres:16" }
`);
  const analysis = analyze(workspace, defaultReachOptions);
  const finding = analysis.findings.find(({ rule }) => rule === 'CN201');
  const fix = finding?.fixes.find(({ title }) => title.startsWith('Move '));
  if (!finding || !fix) return null;
  return { ...fix, objection: objectionTo(workspace, analysis, finding, fix) };
}

describe('frontFix', () => {
  it('closes the ports of what needs the data itself and is needed by what moves', () => {
    const fix = firstFix('image: example/app, ports: ["8080:80"]');
    expect(fix?.title).toBe('Move proxy to front, with what it needs, and stop publishing app');
    expect(fix?.operations.map(formatOperation)).toEqual([
      'add-network=front',
      'attach=app:front',
      'move=proxy:default:front',
      'unpublish=app:8080/tcp',
    ]);
    expect(fix?.objection).toBeNull();
  });

  it('closes no port that is meant for everybody', () => {
    const fix = firstFix('image: "mailserver/docker-mailserver:14", ports: ["25:25"]');
    expect(fix?.title).toBe('Move proxy to front, with what it needs');
  });

  it('closes no port where nothing that moves leads to it', () => {
    const fix = firstFix('image: example/app, ports: ["8080:80"]', 'depends_on: [job]');
    expect(fix?.title).toBe('Move proxy to front, with what it needs');
  });
});
