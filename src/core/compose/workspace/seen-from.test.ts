import { describe, expect, it } from 'vitest';
import { openWorkspace } from './open-workspace.ts';
import { environmentOf, folderSeenFrom } from './seen-from.ts';

const workspace = openWorkspace({
  order: ['shop/compose.yaml', 'shop/compose.override.yaml'],
  texts: new Map([
    [
      'shop/compose.yaml',
      `include:
  - path: parts/blog/compose.yaml
  - path: parts/mail/compose.yaml
    project_directory: mail
    env_file: mail.env
services:
  web: { image: nginx, env_file: a.env }
  job: { extends: { file: ../base/compose.yaml, service: job } }
`,
    ],
    ['shop/compose.override.yaml', 'services:\n  web: { command: x }\n'],
    ['shop/parts/blog/compose.yaml', 'services:\n  blog: { image: ghost, env_file: b.env }\n'],
    ['shop/parts/mail/compose.yaml', 'services:\n  mail: { image: mail, env_file: c.env }\n'],
    ['base/compose.yaml', 'services:\n  job: { image: job, env_file: d.env }\n'],
    ['shop/mail.env', 'COLOR=red\n'],
  ]),
  environment: new Map([['COLOR', 'blue']]),
});

describe('the folder that a path is seen from', () => {
  it.each([
    ['web', 'shop'],
    ['blog', 'shop/parts/blog'],
    ['mail', 'shop/mail'],
    ['job', 'base'],
  ])('of env_file of %s is %s', (service, folder) => {
    expect(folderSeenFrom(workspace, ['services', service, 'env_file'])).toBe(folder);
  });
});

describe('the variables of a service', () => {
  it('are those of the project, or of what includes it', () => {
    expect(environmentOf(workspace, 'web').get('COLOR')).toBe('blue');
    expect(environmentOf(workspace, 'job').get('COLOR')).toBe('blue');
    // The project's own variables go before those of an included file (semantics 4.4).
    expect(environmentOf(workspace, 'mail').get('COLOR')).toBe('blue');
  });
});
