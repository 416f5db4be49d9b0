import { describe, expect, it } from 'vitest';
import type { RefusedEdit } from '../work/work-state.ts';
import { resolveChoice } from './resolve-choice.ts';

const refused: RefusedEdit = {
  refusal: { code: 'last-network', message: 'web would be on no network', choices: [] },
  operations: [
    { type: 'remove-service', service: 'old' },
    { type: 'detach', service: 'web', network: 'front', last: null },
  ],
  label: 'Delete 2 items',
};

describe('resolveChoice', () => {
  it('puts the choice in the place of the operation it answers', () => {
    expect(resolveChoice(refused, { label: 'closed', operation: 'detach=web:front:none' })).toEqual({
      ok: true,
      value: [
        { type: 'remove-service', service: 'old' },
        { type: 'detach', service: 'web', network: 'front', last: 'none' },
      ],
    });
  });

  it('stands alone where it answers none of them', () => {
    const resolved = resolveChoice(refused, { label: 'closed', operation: 'mode=web:none' });
    expect(resolved).toMatchObject({ ok: true, value: [{ type: 'mode', service: 'web' }] });
  });
});
