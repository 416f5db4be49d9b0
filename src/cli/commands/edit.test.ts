import { describe, expect, it } from 'vitest';
import { call, shop } from '../testing/call.ts';

describe('edit', () => {
  it('prints the file with that change alone, and the delta on standard error', async () => {
    const { code, out, err } = await call(['edit', 'compose.yaml', 'attach=web:back']);
    expect(code).toBe(0);
    expect(out).toBe(shop.replace('networks: [front]', 'networks: [front, back]'));
    expect(err).toContain('+ web reaches db\n');
    expect(err).toContain('+ db reaches web\n');
  });

  it('carries out several operations as one', async () => {
    const { code, out } = await call(['edit', 'detach=web:front', 'attach=web:back']);
    expect(code).toBe(0);
    expect(out).toContain('networks: [back]\n');
  });

  it('writes with --write, and prints nothing', async () => {
    const { code, out, io } = await call(['edit', '--write', 'compose.yaml', 'attach=web:back']);
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(io.text('/shop/compose.yaml')).toContain('networks: [front, back]');
  });

  it('is refused with code and choices: 1, nothing printed, nothing written', async () => {
    const { code, out, err, io } = await call(['edit', '--write', 'compose.yaml', 'detach=web:front']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^last-network: /);
    expect(err).toContain('detach=web:front:none');
    expect(io.text('/shop/compose.yaml')).toBe(shop);
  });

  it('changes nothing when the state already holds', async () => {
    const { code, out, err } = await call(['edit', '-', 'attach=web:front'], { stdin: shop });
    expect({ code, out }).toEqual({ code: 0, out: shop });
    expect(err).toBe('no connection opened or closed\n');
  });
});
