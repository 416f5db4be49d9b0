import { describe, expect, it } from 'vitest';
import { openDocument } from '../../../core/compose/open-document.ts';
import { defaultReachOptions } from '../../../core/reach/default-reach-options.ts';
import { toApply } from './to-apply-line.tsx';

const before = `services:
  web:
    image: nginx:1
    networks: [front]
  db:
    image: postgres:17
    networks: [back]
networks:
  front:
  back:
`;

function apply(after: string, file = 'compose.yaml') {
  return toApply([file], openDocument(before).topology, openDocument(after).topology, defaultReachOptions);
}

describe('toApply', () => {
  it('recreates what changed and nothing for a comment', () => {
    const after = before.replace('nginx:1', 'nginx:2').replace('  db:\n', '  # the shop\n  db:\n');
    expect(apply(after)).toEqual({
      command: 'docker compose up -d',
      created: [],
      recreated: ['web'],
      needDown: [],
      leftOver: [],
    });
  });

  it('needs down for a network that became internal', () => {
    const { command, needDown } = apply(`${before}    internal: true\n`);
    expect(needDown).toEqual(['back']);
    expect(command).toBe('docker compose down && docker compose up -d');
  });

  it('names what is left over, and removes orphans', () => {
    const after = before
      .replace('  db:\n    image: postgres:17\n    networks: [back]\n', '')
      .replace('  back:\n', '');
    const { command, leftOver } = apply(after);
    expect(leftOver).toEqual(['db', 'network back']);
    expect(command).toBe('docker compose up -d --remove-orphans');
  });

  it('names a file that Compose does not find by itself', () => {
    expect(apply(before, 'my stack.yaml').command).toBe("docker compose -f 'my stack.yaml' up -d");
  });
});
