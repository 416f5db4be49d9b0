import { describe, expect, it } from 'vitest';
import { homeAnalysis } from '../host/testing/home-server.ts';
import { optionsFor } from '../reach/testing/reach-of.ts';
import { hostLight, serviceTarget, targetServices } from './host-light.ts';

const host = homeAnalysis(optionsFor('29'));

describe('pointing at something on the picture of a host', () => {
  it('lights the stacks that reach a stack, with the services that do', () => {
    const { stacks, own, networks } = hostLight(host, { type: 'stack', stack: 'paper' });
    expect([...own]).toEqual(['paper']);
    expect(stacks.get('blog')).toEqual({
      callers: ['ghost'],
      overHost: [],
      maybe: [],
      called: ['ghost'],
      words: 'ghost reaches it, and back',
      asks: [],
      answersAt: [],
    });
    expect(stacks.get('traefik')?.callers).toEqual(['traefik']);
    expect(stacks.get('mail')?.callers).toEqual(['postfix']);
    expect([...networks]).toEqual(['proxy', 'mail']);
  });

  it('tells who comes over the host alone', () => {
    const { stacks } = hostLight(host, { type: 'stack', stack: 'media' });
    expect(stacks.get('blog')).toMatchObject({ callers: ['ghost', 'db'], overHost: ['ghost', 'db'] });
    expect(stacks.get('nas')?.callers).toEqual(['samba']);
    expect(stacks.get('nas')?.callers).not.toContain('backup');
  });

  it('lights the stations of a line', () => {
    const light = hostLight(host, { type: 'rail', network: 'mail' });
    expect([...light.services]).toEqual(['mail/postfix', 'paper/app']);
    expect([...light.own]).toEqual(['mail', 'paper']);
    expect(targetServices(host, { type: 'station', stack: 'paper', network: 'mail' })).toEqual(['paper/app']);
  });

  it('follows one service of an open stack', () => {
    const { stacks } = hostLight(host, serviceTarget('mail', ['db']));
    expect(stacks.get('paper')?.callers ?? []).toEqual([]);
    expect(hostLight(host, serviceTarget('mail', ['gone'])).services.size).toBe(0);
  });
});
