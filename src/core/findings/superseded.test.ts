import { describe, expect, it } from 'vitest';
import { parseOperation } from '../compose/operations/operation-text.ts';
import { openAlone } from '../compose/workspace/open-workspace.ts';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { analyze } from '../rules/all-rules.ts';
import { previewOperations } from '../session/preview.ts';
import { supersededBy } from './superseded.ts';

const text = `services:
  proxy: { image: caddy:2, ports: ["443:443"], networks: [front] }
  db: { image: postgres:17, ports: ["5432:5432"], networks: [back] }
networks: { front: {}, back: {} }
`;

/** Returns why the finding on the way round through the host ends by an operation; undefined where it stays. */
function endOfDetour(operation: string): string | null | undefined {
  const workspace = openAlone(text);
  const read = parseOperation(operation);
  if (!read.ok) throw new Error(read.error.message);
  const preview = previewOperations(workspace, analyze(workspace, defaultReachOptions), [read.value]);
  if (!preview.ok) throw new Error(preview.error.message);
  const gone = preview.value.findingsGone.find(({ rule }) => rule === 'CN108');
  return gone && supersededBy(gone, preview.value.analysis.reach);
}

describe('a finding that ends', () => {
  it('is not mended where its pair meets directly then', () => {
    expect(endOfDetour('attach=db:front')).toBe('proxy reaches db directly now');
  });

  it('is mended where nobody comes through the host any more', () => {
    expect(endOfDetour('unpublish=db:5432/tcp')).toBeNull();
  });
});
