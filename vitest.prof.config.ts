import config from './vitest.config.ts';
const c: any = config;
for (const p of c.test.projects) p.test.setupFiles = ['./prof-setup.ts'];
export default c;
