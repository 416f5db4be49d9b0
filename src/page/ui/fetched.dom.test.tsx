import { type ComponentType, lazy, Suspense } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { fetched } from './fetched.tsx';

let root: Root;
let place: HTMLElement;

beforeEach(() => {
  place = document.createElement('div');
  root = createRoot(place);
});
afterEach(() => root.unmount());

/** Runs pending effects and promises until none is left. */
async function goOn(): Promise<void> {
  for (let round = 0; round < 20; round++) await new Promise<void>((then) => setImmediate(then));
}

interface Props {
  readonly text: string;
}
const Part = ({ text }: Props) => <p>{text}</p>;

it('shows a part as soon as its code is there, where lazy would wait', async () => {
  const loads: ((component: ComponentType<Props>) => void)[] = [];
  const load = () => new Promise<ComponentType<Props>>((then) => loads.push(then));
  const Fetched = fetched(load);
  const Lazy = lazy(async () => ({ default: await load() }));
  root.render(
    <Suspense fallback={null}>
      <Fetched text="at once" />
      <Suspense fallback={null}>
        <Lazy text="later" />
      </Suspense>
    </Suspense>,
  );
  await goOn();
  expect([place.textContent, loads.length]).toEqual(['', 2]);
  for (const end of loads) end(Part);
  await goOn();
  expect(place.textContent).toBe('at once');
});

it('is fetched once, however often it is drawn', async () => {
  let loads = 0;
  const Fetched = fetched(async () => {
    loads++;
    return Part;
  });
  root.render([<Fetched key="a" text="a" />, <Fetched key="b" text="b" />]);
  await goOn();
  root.render([<Fetched key="c" text="c" />]);
  await goOn();
  expect([place.textContent, loads]).toEqual(['c', 1]);
});
