// `stacks` for an agent: the stacks below the root, so that it knows which files it can ask about.

import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { nameList } from '../../../core/compose/name-list.ts';
import { plural } from '../../../core/compose/numbers.ts';
import { hostOfCall } from '../host-of-call.ts';
import { type Answer, limitArgument, moreLine, registerTool, usualLimit } from '../register-tool.ts';
import { beginCall, projectArguments, type ToolContext } from '../tool-context.ts';

const shape = {
  files: projectArguments.files.describe('Folders to look below. Default: the root.'),
  limit: limitArgument,
};

/** Adds the tool `stacks`. */
export function registerStacksTool(server: McpServer, context: ToolContext): void {
  registerTool(server, context, {
    name: 'stacks',
    title: 'The stacks below the root',
    description:
      'The Docker Compose projects in and below the root: the name of each, its folder and files (for the other tools), its services and networks. Start here where the files are unknown.',
    shape,
    answer: 'stacks',
    writes: false,
    async run(args): Promise<Answer<'stacks'>> {
      const call = beginCall(context, args);
      const { host, joined } = await hostOfCall(context, call, args);
      const stacks = host.stacks.map(({ id, dir, workspace }) => ({
        stack: id,
        folder: dir ?? '.',
        files: workspace.input.order,
        services: [...workspace.topology.services.keys()],
        networks: [...new Set(joined.dockerNames.get(id)?.values() ?? [])],
      }));
      const shown = stacks.slice(0, args.limit ?? usualLimit);
      return {
        lines: [
          `${plural(stacks.length, 'stack')}.`,
          ...shown.map(
            ({ stack, files, services, networks }) =>
              `${stack}: ${files.join(', ')}; services ${nameList(services) || 'none'}; networks ${nameList(networks) || 'none'}`,
          ),
          ...moreLine(stacks.length, shown.length),
          ...call.notes,
        ],
        data: { stacks: shown, more: stacks.length - shown.length, notes: call.notes },
      };
    },
  });
}
