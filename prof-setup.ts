import { Session } from 'node:inspector';
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll } from 'vitest';
const g = globalThis as any;
if (!g.__prof) { g.__prof = new Session(); g.__prof.connect(); g.__prof.post('Profiler.enable'); g.__prof.post('Profiler.setSamplingInterval', { interval: 500 }); g.__prof.post('Profiler.start'); g.__cpu = process.cpuUsage(); }
afterAll(async () => { await new Promise<void>((r) => g.__prof.post('Profiler.stop', (e: any, { profile }: any) => { writeFileSync(`/tmp/fast/hp-${process.pid}-${Math.floor(process.hrtime()[1])}.cpuprofile`, JSON.stringify(profile)); g.__prof.post('Profiler.start'); r(); })); });
