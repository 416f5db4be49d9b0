import { describe, expect, it } from 'vitest';
import { openAlone } from '../compose/workspace/open-workspace.ts';
import { svgScene } from '../export/svg/svg-scene.ts';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { analyze } from '../rules/all-rules.ts';
import { laneView } from './lane-view.ts';
import { paper } from './medium.ts';

const text =
  'name: shop\nservices:\n  web: { image: example/web:1, networks: [proxy] }\nnetworks:\n  proxy: { external: true }\n';

/** Returns the detail of the lane `proxy` when another stack of the host creates the network as `made` declares. */
function detail(made: string | null): string {
  const network = made === null ? undefined : openAlone(made).topology.networks.get('proxy');
  const analysis = analyze(openAlone(text), {
    ...defaultReachOptions,
    ...(network && { elsewhere: new Map([['proxy', network]]) }),
  });
  const lane = svgScene(analysis).lanes.find(({ name }) => name === 'proxy');
  if (!lane) throw new Error('no lane');
  const view = laneView({ analysis, hues: new Map(), medium: paper, gates: null }, lane);
  return `${view.detail}${view.locked ? ', locked' : ''}`;
}

describe('the words of an external network', () => {
  it('know its peers and its way out only where another stack makes it', () => {
    const made = (keys: string) => `services: {}\nnetworks:\n  proxy: { name: proxy${keys} }\n`;
    expect(detail(null)).toMatch(/unknown peers$/);
    expect(detail(made(''))).toMatch(/shared$/);
    expect(detail(made(', internal: true'))).toMatch(/internal: no way out, locked$/);
  });
});
