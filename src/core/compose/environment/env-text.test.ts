import { describe, expect, it } from 'vitest';
import { newSession } from '../../session/new-session.ts';
import { changedFiles } from '../../session/session-files.ts';
import { step } from '../../session/step.ts';
import { envFileOf, isEnvFile } from './env-text.ts';

const compose = 'services:\n  a:\n    image: ${IMAGE}\n    ports: ["${PORT}:80"]\n';
const input = (environment: readonly (readonly [string, string])[] = [], dotEnv: string | null = null) => ({
  order: ['compose.yaml'],
  texts: new Map([['compose.yaml', compose], ...(dotEnv === null ? [] : [['.env', dotEnv] as const])]),
  environment: new Map(environment),
});

/** The session after `.env` got another text. */
function write(session: ReturnType<typeof newSession>, text: string) {
  const before = session.workspace.input.texts.get('.env') ?? '';
  const edits = [{ from: 0, to: before.length, insert: text }];
  return step(session, { type: 'edit-text', file: '.env', edits, label: 'Give variables a value' }).session;
}

const imageOf = ({ workspace }: ReturnType<typeof newSession>) => workspace.topology.services.get('a')?.image;

describe('a .env file of a project', () => {
  it('is known by its name', () => {
    expect(['.env', 'a/.env', 'prod.env', '.env.local'].map(isEnvFile)).toEqual([true, true, true, true]);
    expect(['env.yaml', 'compose.yaml', 'environment', 'x.environment'].map(isEnvFile)).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect(envFileOf({ order: ['shop/compose.yaml'] })).toBe('shop/.env');
  });

  it('gives values as an edit does, there and back', () => {
    const session = newSession(input());
    const after = write(session, 'IMAGE=nginx:1\n');
    expect(imageOf(after)).toBe('nginx:1');
    expect(after.workspace.topology.unsetVariables).toEqual(['PORT']);
    expect(after.workspace.files.map(({ document }) => document.file)).toEqual(['compose.yaml']);
    expect(changedFiles(after)).toEqual(['.env']);
    const undone = step(after, { type: 'undo' }).session;
    expect(imageOf(undone)).toBe(null);
    expect(changedFiles(undone)).toEqual([]);
    expect(imageOf(step(undone, { type: 'redo' }).session)).toBe('nginx:1');
  });

  it('changes what it said, and leaves what the shell says', () => {
    const session = newSession(
      input(
        [
          ['IMAGE', 'old'],
          ['PORT', '80'],
        ],
        'IMAGE=old\nPORT=8080\n',
      ),
    );
    const after = write(session, 'IMAGE=new\nPORT=9090\n');
    expect([...after.workspace.input.environment]).toEqual([
      ['PORT', '80'],
      ['IMAGE', 'new'],
    ]);
    expect(imageOf(write(after, 'PORT=1\n'))).toBe(null);
  });

  it('says nothing while it cannot be read', () => {
    const after = write(newSession(input([['IMAGE', 'old']], 'IMAGE=old\n')), 'IMAGE="x\n');
    expect(imageOf(after)).toBe(null);
    expect(after.workspace.input.texts.get('.env')).toBe('IMAGE="x\n');
  });
});
