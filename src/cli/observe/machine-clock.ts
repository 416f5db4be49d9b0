// The clock of this machine, for looks.

import type { Clock } from './observing.ts';

export const machineClock: Clock = {
  now: () => Date.now(),
  used: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
  pause: (time, signal) =>
    new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, time);
      signal.addEventListener('abort', end);
      if (signal.aborted) end();
    }),
};
