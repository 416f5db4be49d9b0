import { describe, expect, it } from 'vitest';
import { aloneInput } from '../../../core/compose/workspace/open-workspace.ts';
import { newSession } from '../../../core/session/session-files.ts';
import { step } from '../../../core/session/step.ts';
import { mergeOffer } from './disk-changes.ts';
import { textChange } from './text-change.ts';

const base = 'services:\n  web:\n    image: nginx\n    user: "1"\n    restart: always\n';

function offer(mine: string, theirs: string) {
  const edits = textChange(base, mine);
  const opened = newSession(aloneInput(base));
  const { session } = step(opened, { type: 'edit-text', file: 'compose.yaml', edits, label: 'Type' });
  return mergeOffer(session, { file: 'compose.yaml', now: { text: theirs, version: '2' } });
}

describe('what putting both changes together would make', () => {
  it('is the text with both where they do not meet', () => {
    expect(offer(base.replace('nginx', 'caddy'), base.replace('always', '"no"'))).toEqual({
      kind: 'merged',
      text: base.replace('nginx', 'caddy').replace('always', '"no"'),
    });
  });

  it('is nothing where they meet', () => {
    expect(offer(base.replace('nginx', 'caddy'), base.replace('nginx', 'httpd'))).toEqual({
      kind: 'overlap',
      line: 3,
    });
  });

  it('says what is wrong with it: here a key that both added, in two places', () => {
    const mine = base.replace('    user', '    read_only: true\n    user');
    const theirs = `${base}    read_only: false\n`;
    expect(offer(mine, theirs)).toEqual({
      kind: 'unfit',
      why: expect.stringMatching(/^compose\.yaml, line \d: .*read_only/),
    });
  });
});
