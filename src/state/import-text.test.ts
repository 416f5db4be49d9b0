import { describe, expect, it } from 'vitest';
import { importFiles } from './import-files.ts';
import { importText } from './import-text.ts';
import { formatMessage } from './message.ts';
import { createSessionStore } from './session-store.ts';

function refused(text: string) {
  const store = createSessionStore();
  const message = importText(store, 'compose.yaml', text);
  return { store, message };
}

describe('importText', () => {
  it.each([
    ['an empty file', ''],
    ['white space', ' \n\n'],
    ['a list', '- one\n- two\n'],
    ['words', 'hello world\n'],
    ['a tab', 'services:\n\tweb:\n'],
    ['an open bracket', 'services:\n  web: [\n'],
  ])('says what is wrong with %s and keeps its text', (_, text) => {
    const { store, message } = refused(text);
    expect(message?.text.length).toBeGreaterThan(5);
    expect(message?.advice.length).toBeGreaterThan(5);
    expect(store.getState().session?.document.text).toBe(text);
    expect(store.getState().message).toBe(message);
  });

  it('names the line', () => {
    const { message } = refused('services:\n  web:\n    image: "nginx\n');
    expect(message?.line).toBeGreaterThanOrEqual(3);
  });

  it('refuses more than 5,000 services before parsing, and keeps the text', () => {
    const services = Array.from({ length: 5001 }, (_, at) => `  s${at}:\n    image: a\n`).join('');
    const text = `services:\n${services}`;
    const { store, message } = refused(text);
    expect(message?.line).toBeNull();
    expect(message === null ? '' : formatMessage(message)).toContain('5000');
    expect(store.getState().session?.document.text).toBe(text);
  });

  it('opens CRLF with a byte order mark unchanged', () => {
    const text = '\uFEFFservices:\r\n  web:\r\n    image: nginx\r\n';
    const { store, message } = refused(text);
    expect(message).toBeNull();
    expect(store.getState().session?.document.text).toBe(text);
    expect(store.getState().analysis?.topology.services.has('web')).toBe(true);
  });
});

describe('importFiles', () => {
  it('reads the most compose-like of several and names the others', async () => {
    const store = createSessionStore();
    const files = [
      new File(['A=1'], '.env'),
      new File(['services: {}\n'], 'compose.override.yaml'),
      new File(['services:\n  web:\n    image: nginx\n'], 'docker-compose.yml'),
    ];
    const opened = await importFiles(store, files);
    expect(opened).toMatchObject({ file: 'docker-compose.yml', message: null });
    expect(opened?.notRead).toEqual(['compose.override.yaml', '.env']);
    expect(store.getState().session?.document.file).toBe('docker-compose.yml');
  });

  it('keeps what is open when the chosen file is binary', async () => {
    const store = createSessionStore();
    importText(store, 'compose.yaml', 'services:\n  web:\n    image: nginx\n');
    const before = store.getState().session;
    const opened = await importFiles(store, [new File([new Uint8Array([0, 1, 2])], 'compose.yaml')]);
    expect(opened?.message?.text).toContain('binary');
    expect(store.getState().session).toBe(before);
    expect(store.getState().message).toBe(opened?.message);
  });

  it('has nothing to do without files', async () => {
    expect(await importFiles(createSessionStore(), [])).toBeNull();
  });
});
