// Helper of tests: a home server of seven stacks with the mistakes that people make, small enough to say exactly what is drawn.

import { analyzeHost } from '../../rules/all-rules.ts';
import type { HostAnalysis } from '../../rules/analyze-host.ts';
import { readingNoFiles } from '../../ways-in/testing/read-facts.ts';
import { hostOf } from './host-of.ts';

const routed = (name: string, port: number): string =>
  `labels: ["traefik.enable=true", "traefik.http.routers.${name}.rule=Host(\`${name}.example.org\`)", "traefik.http.services.${name}.loadbalancer.server.port=${port}"]`;

/** The files by path, in the form that `hostOf` reads. */
export const homeServer: Readonly<Record<string, string>> = {
  'blog/compose.yaml': `services:
  ghost: { image: "ghost:5", networks: [proxy, default], environment: { database__host: db }, ${routed('blog', 2368)} }
  db: { image: "mysql:8" }
networks: { proxy: { external: true } }
`,
  'mail/compose.yaml': `services:
  postfix: { image: "postfix:3", networks: [mail], ports: ["25:25", "465:465", "143:143"] }
  db: { image: "postgres:16", networks: [data] }
networks: { mail: { name: mail }, data: { internal: true } }
`,
  'media/compose.yaml': `services:
  jellyfin: { image: "jellyfin:10", ports: ["8096:8096"] }
  admin: { image: "adminer:4", ports: ["127.0.0.1:8097:8080"] }
`,
  'nas/compose.yaml': `services:
  samba: { image: "samba:4", network_mode: host }
  backup: { image: "restic:0.18", network_mode: none }
`,
  'old/compose.yaml': `services:
  dash: { image: "dash:1", networks: [lan] }
networks: { lan: { external: true } }
`,
  'paper/compose.yaml': `services:
  app: { image: "paper:2", networks: [proxy, mail, default], environment: { DB: "postgres://db:5432" }, ${routed('paper', 80)} }
  db: { image: "postgres:16", networks: [default, proxy] }
networks: { proxy: { external: true }, mail: { external: true } }
`,
  'traefik/compose.yaml': `services:
  traefik: { image: "traefik:3", command: [--providers.docker, --providers.docker.exposedbydefault=false, "--entrypoints.web.address=:80", "--entrypoints.websecure.address=:443"], networks: [proxy], ports: ["80:80", "443:443"], volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro"] }
networks: { proxy: { name: proxy } }
`,
};

/** Returns the analysis of these files, or of others. */
export function homeAnalysis(
  options: HostAnalysis['options'],
  files: Readonly<Record<string, string>> = homeServer,
): HostAnalysis {
  return analyzeHost({ ...hostOf(files), beside: readingNoFiles }, { options });
}
