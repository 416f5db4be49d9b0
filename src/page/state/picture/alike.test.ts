import { describe, expect, it } from 'vitest';
import { openAlone } from '../../../core/compose/workspace/open-workspace.ts';
import { defaultReachOptions } from '../../../core/reach/default-reach-options.ts';
import { analyze } from '../../../core/rules/all-rules.ts';
import { alikeOf } from './alike.ts';

/** Returns the piles of services of which the first `count` are written by `line`. */
function piles(count: number, line: (at: number) => string, more = ''): readonly (readonly string[])[] {
  const lines = Array.from({ length: count }, (_, at) => `  job-${at}: ${line(at)}\n`).join('');
  return alikeOf(analyze(openAlone(`services:\n${lines}${more}`), defaultReachOptions));
}

const five = ['job-0', 'job-1', 'job-2', 'job-3', 'job-4'];

describe('services lie in one pile', () => {
  it('when five or more have one image repository, whatever its tag', () => {
    expect(piles(5, (at) => `{ image: "registry:5000/job:${at}" }`)).toEqual([five]);
    expect(piles(4, () => '{ image: job }')).toEqual([]);
  });

  it('when a variable without a value names the image of all of them', () => {
    expect(piles(5, () => '{ image: "${JOB_IMAGE}" }')).toEqual([five]);
    expect(piles(5, (at) => `{ image: "\${JOB_${at}}" }`)).toEqual([]);
  });

  it('whatever base they are made from', () => {
    const lines = Array.from(
      { length: 5 },
      (_, at) => `  job-${at}: { <<: *base, image: "job-${at}" }\n`,
    ).join('');
    const text = `x-base: &base { restart: always }\nservices:\n${lines}`;
    expect(alikeOf(analyze(openAlone(text), defaultReachOptions))).toEqual([]);
  });

  it.each([
    ['keeps data', '{ image: "postgres:17" }'],
    ['publishes a port', '{ image: job, ports: ["80"] }'],
    [
      'holds the socket of the runtime',
      '{ image: job, volumes: ["/var/run/docker.sock:/var/run/docker.sock"] }',
    ],
    ['is privileged', '{ image: job, privileged: true }'],
  ])('but never where one %s', (_, line) => {
    expect(piles(6, () => line)).toEqual([]);
  });

  it.each([
    ['networks', (at: number) => `{ image: job, networks: [${at === 0 ? 'a' : 'b'}] }`],
    ['profiles', (at: number) => `{ image: job${at === 0 ? ', profiles: [x]' : ''} }`],
    ['mode', (at: number) => `{ image: job${at === 0 ? ', network_mode: none' : ''} }`],
  ])('unless their %s differ', (_, line) => {
    expect(piles(5, line)).toEqual([]);
  });

  it('without those that need one another', () => {
    expect(piles(7, (at) => `{ image: job${at === 6 ? ', depends_on: [job-5]' : ''} }`)).toEqual([five]);
  });

  it('without one that has a finding of its own', () => {
    expect(piles(6, (at) => `{ image: job${at === 5 ? ', privileged: true' : ''} }`)).toEqual([five]);
  });

  it('without one that others are joined to', () => {
    expect(
      piles(6, () => '{ image: job }', '  sniff: { image: tap, network_mode: "service:job-5" }\n'),
    ).toEqual([five]);
  });
});
