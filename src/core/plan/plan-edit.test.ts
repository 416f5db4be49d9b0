import { describe, expect, it } from 'vitest';
import { openAlone } from '../compose/workspace/open-workspace.ts';
import { updateWorkspace } from '../compose/workspace/update-workspace.ts';
import type { ComposeVersion } from './compose-versions.ts';
import { deployedFiles } from './deployed.ts';
import { planEdit } from './plan-edit.ts';
import { planFindings } from './plan-findings.ts';
import { planEffects, planSentences } from './plan-sentences.ts';
import { planUp } from './plan-up.ts';

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

function plan(after: string, file = 'compose.yaml', from = before) {
  const side = (text: string) => ({ workspace: openAlone(text, { file }), project: 'shop', profiles: [] });
  return planEdit(side(from), side(after), []);
}

describe('what up will do after an edit', () => {
  it('recreates what changed and nothing for a comment', () => {
    const made = plan(before.replace('nginx:1', 'nginx:2').replace('  db:\n', '  # the shop\n  db:\n'));
    expect(made.commands).toEqual(['docker compose up -d']);
    expect(planEffects(made)).toEqual(['recreates web']);
  });

  it('spells out the settings of edited services alone', () => {
    const opened = openAlone(before, { file: 'compose.yaml' });
    const at = before.indexOf('nginx:1');
    const edits = new Map([['compose.yaml', [{ from: at, to: at + 7, insert: 'nginx:2' }]]]);
    const side = (workspace: typeof opened) => ({ workspace, project: 'shop', words: [] });
    const spelled: string[] = [];
    const running = deployedFiles(side(opened), []);
    const containers = running.containers.map((container) => ({
      ...container,
      settings: (compose: ComposeVersion) => {
        spelled.push(container.service);
        return container.settings(compose);
      },
    }));
    const options = { profiles: [], refusals: new Map(), complete: false };
    const made = planUp(side(updateWorkspace(opened, edits)), { ...running, containers }, options);
    expect(planEffects(made)).toEqual(['recreates web']);
    expect(new Set(spelled)).toEqual(new Set(['web']));
  });

  it('makes a network anew that became internal, and says what is lost (CN217)', () => {
    const after = `${before}    internal: true\n`;
    const made = plan(after);
    expect(made.commands).toEqual(['docker compose up -d --force-recreate']);
    expect(planEffects(made)).toEqual(['`up` recreates back; db restarts and loses its aliases on it.']);
    expect(planFindings(made, openAlone(after, { file: 'compose.yaml' }).topology)).toMatchObject([
      {
        rule: 'CN217',
        severity: 'warning',
        subjects: ['network:back'],
        message:
          '`up` recreates back; db restarts and loses its aliases on it. Run `docker compose up -d --force-recreate`.',
      },
    ]);
  });

  it('names what is left over, and removes it', () => {
    const after = before
      .replace('  db:\n    image: postgres:17\n    networks: [back]\n', '')
      .replace('  back:\n', '');
    const made = plan(after);
    expect(planEffects(made)).toEqual(['left over: db']);
    expect(made.commands).toEqual(['docker compose up -d --remove-orphans', 'docker network rm shop_back']);
  });

  it('names a file that Compose does not find by itself', () => {
    const after = before.replace('nginx:1', 'nginx:2');
    expect(plan(after, 'my stack.yaml').commands).toEqual(["docker compose -f 'my stack.yaml' up -d"]);
  });

  it('takes an external network to be there that no file here makes', () => {
    expect(plan(before.replace('  back:\n', '  back: {external: true}\n'))).toMatchObject({ exit: 0 });
  });

  it('says that an edit would end half-way (CN609)', () => {
    const after = `${before.replace('networks: [front]', 'networks: [front, back]')}    internal: true\n`;
    const made = plan(after);
    expect(made.exit).toBe(1);
    const [finding] = planFindings(made, openAlone(after, { file: 'compose.yaml' }).topology);
    expect(finding).toMatchObject({ rule: 'CN609', severity: 'error', subjects: ['network:back'] });
    expect(finding?.message).toMatch(
      /ends with exit 1\. Run `docker compose down`, then `docker compose up -d`\.$/,
    );
  });

  it('names the network that ends it half-way, also where a service has its name', () => {
    const twins = before.replace('  db:\n', '  back:\n');
    const after = `${twins.replace('networks: [front]', 'networks: [front, back]')}    internal: true\n`;
    const made = plan(after, 'compose.yaml', twins);
    const findings = planFindings(made, openAlone(after, { file: 'compose.yaml' }).topology);
    expect(findings.find(({ rule }) => rule === 'CN609')?.subjects).toEqual(['network:back']);
  });

  it('takes what an inactive profile brings not to run', () => {
    const profile = before.replace('    image: postgres:17\n', '    image: postgres:17\n    profiles: [x]\n');
    const shared = profile.replace('networks: [front]', 'networks: [front, back]');
    expect(plan(`${shared}    internal: true\n`, 'compose.yaml', shared)).toMatchObject({ exit: 0 });
  });

  it('stops a project before another name replaces it', () => {
    const side = (project: string) => ({
      workspace: openAlone(before, { file: 'compose.yaml' }),
      project,
      profiles: [],
    });
    const renamed = planEdit(side('shop'), side('store'), []);
    expect(renamed.commands).toEqual(['docker compose -p shop down', 'docker compose up -d']);
    expect(planSentences(renamed)).toEqual([
      '`up` starts a second project: shop keeps running until it is taken down.',
    ]);
  });
});
