import { describe, expect, it } from 'vitest';
import { openAlone } from '../compose/workspace/open-workspace.ts';
import { defaultReachOptions } from '../reach/default-reach-options.ts';
import { analyze } from '../rules/all-rules.ts';
import { isolationOf } from './isolation.ts';

const of = (text: string) => isolationOf(analyze(openAlone(text), defaultReachOptions));

describe('how far a project is isolated', () => {
  it('a flat one with published data', () => {
    expect(
      of(
        'services:\n  web: { image: nginx, ports: ["80:80"] }\n  db: { image: postgres, ports: ["5432:5432"] }\n',
      ),
    ).toEqual({
      services: 2,
      flat: true,
      deadPorts: false,
      publishedData: true,
      bypassed: null,
      guardRounded: null,
    });
  });

  it('one with a port that answers nobody, and a port that leads where no network does', () => {
    expect(
      of(`services:
  web: { image: nginx, networks: [front], ports: ["80:80"] }
  job: { image: busybox, networks: [other] }
  db: { image: postgres, networks: [back], ports: ["5432:5432"] }
networks: { front: {}, other: {}, back: { internal: true } }
`),
    ).toEqual({
      services: 3,
      flat: false,
      deadPorts: true,
      publishedData: false,
      bypassed: true,
      guardRounded: null,
    });
  });

  it('one of which little can be asked', () => {
    expect(of('services: { a: { image: busybox } }\n')).toEqual({
      services: 1,
      flat: null,
      deadPorts: null,
      publishedData: null,
      bypassed: null,
      guardRounded: null,
    });
  });

  it('what is not known is no, and no yes, of nothing', () => {
    expect(
      of('services: { db: { image: postgres, ports: ["${ITEM}"] }, a: { image: busybox } }\n'),
    ).toMatchObject({
      publishedData: 'unknown',
      deadPorts: 'unknown',
    });
    expect(
      of(
        'services: { a: { image: x, networks: [n] }, b: { image: x, network_mode: "container:c" } }\nnetworks: { n: {} }\n',
      ).flat,
    ).toBe('unknown');
  });
});
