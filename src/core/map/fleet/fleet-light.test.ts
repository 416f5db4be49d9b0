import { describe, expect, it } from 'vitest';
import { finish } from '../../compose/steps.ts';
import { fleetFacts } from '../../fleet/fleet-facts.ts';
import { fleetOf } from '../../fleet/testing/home-lab.ts';
import { fleetLight, lightSteps } from './fleet-light.ts';

const facts = fleetFacts(fleetOf());
const { reach } = facts;

describe('pointing at something on the map of a fleet', () => {
  it('lights the machines that reach a service, with the addresses by which', () => {
    const { own, stacks, networks } = fleetLight(facts, { type: 'services', names: ['nas/data/db'] });
    expect([...own]).toEqual(['nas']);
    expect(stacks.get('edge')?.callers).toEqual(['edge', 'web/proxy', 'web/worker', 'web/agent']);
    expect(stacks.get('edge')?.asks).toEqual(['192.168.1.12:5432', '100.64.1.2:5432']);
    expect(stacks.get('laptop')).toMatchObject({
      callers: ['laptop'],
      words: 'laptop reaches it at 192.168.1.12:5432, [fd00:1::12]:5432',
    });
    expect([...networks]).toEqual(['home', 'mesh', 'internet']);
  });

  it('lights the machines that a service reaches', () => {
    const { stacks } = fleetLight(facts, { type: 'services', names: ['vps/site/web'] });
    const reached = [...reach.reachedFrom('vps/site/web')].filter(
      ([, { viaMachine }]) => viaMachine === true,
    );
    const names = [...stacks].flatMap(([machine, { called }]) => called.map((name) => `${machine}/${name}`));
    expect(names.sort()).toEqual(reached.map(([name]) => name).sort());
    expect(stacks.get('nas')?.answersAt).toContain('100.64.1.2:5432');
  });

  it.each(['edge', 'nas', 'vps'])('says of all of %s what each of its services says by itself', (machine) => {
    finish(lightSteps(facts));
    const whole = fleetLight(facts, { type: 'stack', stack: machine });
    const services = facts.fleet.machines.get(machine)?.facts?.reach.services ?? [];
    for (const name of services)
      for (const [other, { callers, called }] of fleetLight(facts, {
        type: 'services',
        names: [`${machine}/${name}`],
      }).stacks) {
        expect(whole.stacks.get(other)?.callers).toEqual(expect.arrayContaining([...callers]));
        expect(whole.stacks.get(other)?.called).toEqual(expect.arrayContaining([...called]));
      }
    const asked = new Set(
      [...reach.pairs()]
        .filter(({ to }) => to.startsWith(`${machine}/`))
        .map(({ from }) => from.split('/')[0]),
    );
    expect([...asked].every((other) => other === undefined || whole.stacks.has(other))).toBe(true);
  });

  it('counts one network alone for an address of a machine', () => {
    const { stacks } = fleetLight(facts, { type: 'station', stack: 'nas', network: 'mesh' });
    expect(stacks.get('edge')?.asks).toEqual(['100.64.1.2:5432']);
    expect(stacks.has('laptop')).toBe(false);
  });

  it('leads from a forward to the service behind it', () => {
    const { own, services, stacks } = fleetLight(facts, { type: 'forward', router: 'gate', index: 0 });
    expect([...own]).toEqual(['gate']);
    expect([...services]).toEqual(['edge/web/proxy']);
    expect(stacks.get('edge')?.words).toBe('443/tcp goes to 8443, web/proxy');
  });
});
