import { describe, expect, it } from 'vitest';
import { editText } from '../testing/edit-text.ts';

describe('names that Docker gives', () => {
  const text = `name: shop
services:
  web:
    image: example/web:1
    networks: [back]
  job:
    image: example/job:1
    network_mode: shop_back # by its name in Docker
  side:
    image: example/side:1
    networks: [front]
  peek:
    image: example/peek:1
    network_mode: container:shop-side-1
    pid: container:shop-side-1
    volumes_from: ["container:shop-side-1:ro"]
networks:
  back:
  front:
`;

  it('rename-network: a network_mode that names it follows', () => {
    expect(editText(text, 'rename-network=back:core')).toBe(
      text.replace('[back]', '[core]').replace('shop_back', 'shop_core').replace('  back:', '  core:'),
    );
  });

  it('rename-network: a network_mode stays where the name in Docker stays', () => {
    expect(editText(text, 'rename-network=back:core:keep-name')).toBe(
      text.replace('[back]', '[core]').replace('  back:\n', '  core:\n    name: shop_back\n'),
    );
    const external = text.replace('  back:\n', '  back:\n    external: true\n').replace('shop_back', 'back');
    expect(editText(external, 'rename-network=back:core')).toContain('network_mode: back #');
  });

  it('rename-network: refused where the network_mode is written with a variable', () => {
    const variable = text.replace('shop_back', `\${NET:-shop_back}`);
    expect(editText(variable, 'rename-network=back:core')).toBe('refused: interpolated');
  });

  it('remove-network: who is on it by a network_mode goes where the other sole members go', () => {
    expect(editText(text, 'remove-network=back')).toMatch(/^refused: sole-members/);
    const gone = text.replace('  back:\n', '');
    expect(editText(text, 'remove-network=back:front')).toBe(
      gone
        .replace('[back]', '[front]')
        .replace(
          'network_mode: shop_back # by its name in Docker',
          'networks: [front] # by its name in Docker',
        ),
    );
    expect(editText(text, 'remove-network=back:none')).toBe(
      gone
        .replace('networks: [back]', 'network_mode: none')
        .replace('network_mode: shop_back', 'network_mode: none'),
    );
  });

  it('remove-network: an external network stays in Docker, and who is on it there', () => {
    const external = text.replace('  back:\n', '  back:\n    name: shop_back\n    external: true\n');
    expect(editText(external, 'remove-network=back:front')).toContain('network_mode: shop_back #');
  });

  it.each([
    ['network_mode: container:shop-side-1'],
    ['pid: container:shop-side-1'],
    ['volumes_from: ["container:shop-side-1:ro"]'],
  ])('remove-service: %s needs it', (line) => {
    const alone = `name: shop\nservices:\n  side:\n    image: a\n  peek:\n    image: b\n    ${line}\n`;
    expect(editText(alone, 'remove-service=side')).toBe('refused: in-use');
    expect(
      editText(alone.replace('side:\n', 'side:\n    container_name: other\n'), 'remove-service=side'),
    ).not.toContain('refused');
  });

  it('rename-service: the names of its containers follow', () => {
    expect(editText(text, 'rename-service=side:edge')).toBe(
      text.replace('  side:', '  edge:').replaceAll('shop-side-1', 'shop-edge-1'),
    );
  });
});
