import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openRoots } from '../confined/root-folders.ts';
import { servedIo } from '../confined/served-io.ts';
import { readEngine } from '../input/project-options.ts';
import { fakeIo } from '../testing/fake-io.ts';
import { readLoneProject } from './project-state.ts';

const base = 'services:\n  web: { image: nginx, networks: [front] }\nnetworks:\n  front:\n';
const options = { profile: [], envFile: [], engine: readEngine('29'), userlandProxy: true };

it('a text that would break a stack which the page does not show may not be saved', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-lone-'));
  try {
    const files = {
      [join(folder, 'compose.yaml')]: base,
      [join(folder, 'b/compose.yaml')]:
        'include: [../compose.yaml]\nservices:\n  app: { image: x, networks: [front] }\n',
    };
    mkdirSync(join(folder, 'b'));
    for (const [path, text] of Object.entries(files)) writeFileSync(path, text);
    const io = servedIo(fakeIo({ files, cwd: folder }), openRoots(folder), () => {});
    const { objection } = await readLoneProject(io, ['compose.yaml'], options);
    const save = (text: string) => objection?.({ file: 'compose.yaml', before: base, text });
    expect(await save(base.replaceAll('front', 'core'))).toMatch(/would break b \(.*--in-all\.$/);
    expect(await save(base.replace('nginx', 'caddy'))).toBeNull();
  } finally {
    rmSync(folder, { recursive: true });
  }
});
