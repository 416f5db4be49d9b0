// Services that wait for each other in a circle (A8 and `depends_on`): Compose could start none of them.
// The walk keeps its own stack, since a chain may be as long as the file has services.

import type { Problem } from '../../problem.ts';
import type { Service } from '../../topology.ts';
import { rejected } from './rejected.ts';
import { type ServiceReference, serviceReferences } from './service-references.ts';

interface Step {
  readonly name: string;
  readonly references: readonly ServiceReference[];
  next: number;
}

/** One problem per circle, in file order; circles that share a service with one already reported are left out. */
export function dependencyCycles(services: ReadonlyMap<string, Service>): readonly Problem[] {
  const problems: Problem[] = [];
  const done = new Set<string>();
  const reported = new Set<string>();
  for (const start of services.values()) {
    if (done.has(start.name)) continue;
    const stack: Step[] = [stepInto(start)];
    const depth = new Map<string, number>([[start.name, 0]]);
    for (let step = stack.at(-1); step !== undefined; step = stack.at(-1)) {
      const reference = step.references[step.next];
      step.next++;
      if (reference === undefined) {
        stack.pop();
        depth.delete(step.name);
        done.add(step.name);
        continue;
      }
      const back = depth.get(reference.target);
      if (back !== undefined) {
        const circle = stack.slice(back);
        if (!circle.some(({ name }) => reported.has(name))) problems.push(problemOf(circle));
        for (const { name } of circle) reported.add(name);
        continue;
      }
      const target = services.get(reference.target);
      if (target === undefined || done.has(target.name)) continue;
      depth.set(target.name, stack.length);
      stack.push(stepInto(target));
    }
  }
  return problems;
}

function stepInto(service: Service): Step {
  return { name: service.name, references: serviceReferences(service), next: 0 };
}

function problemOf(circle: readonly Step[]): Problem {
  const names = circle.map(({ name }) => name);
  const [first] = circle;
  const name = first?.name ?? '';
  // Each step has moved on by one past the reference that it followed.
  const reference = first?.references[first.next - 1];
  const message =
    names.length === 1
      ? `service '${name}' depends on itself`
      : `services depend on each other in a circle: ${[...names, name].join(' -> ')}`;
  const advice = 'Take one of these references out, so that one service can start first.';
  return rejected('dependency-cycle', message, advice, ['services', name, ...(reference?.path ?? [])]);
}
