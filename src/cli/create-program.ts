// The words of the command line. Each command is one file in `page/commands/` and one entry here; the file is read when its command
// is called, so that no call waits for another command's code.

import { Argument, Command, Option } from 'commander';
import { version } from '../../package.json';
import { serviceTypes } from '../core/export/kubernetes/service-types.ts';
import type { AskOptions } from './commands/ask.ts';
import type { CheckOptions } from './commands/check-options.ts';
import type { ConnectOptions } from './commands/connect.ts';
import type { DiffOptions } from './commands/diff-options.ts';
import type { EditOptions } from './commands/edit.ts';
import type { ExplainOptions } from './commands/explain.ts';
import type { ExportOptions } from './commands/export-options.ts';
import type { FirewallOptions } from './commands/firewall-options.ts';
import type { FixOptions } from './commands/fix-options.ts';
import type { FleetOptions } from './commands/fleet/fleet-options.ts';
import type { PluginOptions } from './commands/install-plugin.ts';
import type { LeaveOptions } from './commands/leave.ts';
import type { ObserveOptions } from './commands/observe.ts';
import type { PlanCommandOptions } from './commands/plan.ts';
import type { ReachOptions } from './commands/reach.ts';
import type { RecoverOptions } from './commands/recover.ts';
import type { RuleOptions } from './commands/rule.ts';
import type { LspOptions } from './commands/servers/lsp.ts';
import type { McpOptions } from './commands/servers/mcp.ts';
import type { OpenOptions } from './commands/servers/open.ts';
import type { VerifyOptions } from './commands/verify.ts';
import type { ExitCode } from './exit-codes.ts';
import { collect } from './input/collect.ts';
import {
  addDockerOption,
  addFleetOption,
  addHostOptions,
  addMachineOption,
  addObservedOption,
  type HostCommandOptions,
} from './input/host-options.ts';
import { withNamedFiles } from './input/named-files.ts';
import { addFileOption, addProjectOptions, readEngineOf } from './input/project-options.ts';
import { allowedVariables, type EnvironmentOptions } from './input/shown-variables.ts';
import type { Io } from './io.ts';
import type { ServeOptions } from './serve/serve-settings.ts';

const alsoHelp = 'a further folder that files may lie in, such as files that stacks share; repeatable';

/**
 * Builds the program; `finish` gets the exit code. If `word`, the first of the call, is a command about files or servers, only that command
 * is built, since building all takes longer than reading a small project.
 */
export function createProgram(given: Io, finish: (code: ExitCode) => void, word = ''): Command {
  let io = given;
  const program = new Command('bulkhead')
    .description('See, check and edit the networks of a Docker Compose file.')
    .version(version, '-v, --version')
    .helpOption('-h, --help')
    .helpCommand(false)
    .exitOverride();

  const addCommand = (name: string, summary: string, usage: string) =>
    addProjectOptions(
      program.command(name).description(summary).usage(`[options] ${usage}`).argument('[args...]'),
    );

  /** Adds a command about the files of one project. */
  const addFileCommand = (name: string, summary: string, usage: string) =>
    addFileOption(addCommand(name, summary, usage));

  const addHostCommand = (name: string, summary: string, usage: string) =>
    addHostOptions(addFileCommand(name, summary, usage));

  const addLiveCommand = (name: string, summary: string, usage: string) =>
    addDockerOption(addHostCommand(name, summary, usage));

  const makers = new Map<string, () => void>();
  const on = (name: string, make: () => void): void => void makers.set(name, make);

  // Read when the help of `edit` is asked for, so that no other call waits for it.
  let operations = '';
  const readOperations = async (command: Command): Promise<void> => {
    if (command.name() === 'edit') operations = (await import('./commands/edit-help.ts')).operationHelp();
  };
  program.hook('preSubcommand', async (_program, command) => readOperations(command));

  program.hook('preAction', (_program, command) => {
    const { environment = 'all' }: EnvironmentOptions = command.opts();
    io = { ...given, variables: allowedVariables(given.variables, environment) };
  });

  const inAllWords = 'also edit other stacks that read a changed file and would break';

  on('check', () =>
    addObservedOption(
      addMachineOption(
        addFleetOption(
          addLiveCommand(
            'check',
            'list findings; exit code 1 when one is at or above --fail-on',
            '[FILE | DIR…]',
          ),
        ),
      ),
    )
      .option('--format <format>', 'pretty, json, sarif, github, gitlab, junit or markdown', 'pretty')
      .option('--verbose', 'with pretty: reason and fixes for every finding, not only the three worst')
      .option('--fail-on <severity>', 'error, warning, info or never', 'error')
      .option('--rules <set>', 'rule set: default, strict, cis or homelab', 'default')
      .option('--baseline <file>', 'findings that this file knows are shown but do not count')
      .option('--write-baseline <file>', 'write the findings that count now to this file')
      .option(
        '--each',
        'the files belong to many projects; each is checked with the files of its own project',
      )
      .action(async (args: string[], options: CheckOptions) => {
        const { runCheck } = await import('./commands/check.ts');
        finish(await runCheck(io, ...withNamedFiles(io, args, options)));
      }),
  );

  on('fix', () =>
    addObservedOption(addHostCommand('fix', 'show the safe fixes of findings as a diff', '[FILE | DIR…]'))
      .option('--write', 'save the files instead')
      .option(
        '--each',
        'the files belong to many projects; each is checked with the files of its own project',
      )
      .option('--rule <id>', 'apply the fixes of this rule, safe or not; repeatable', collect, [])
      .option('--rules <set>', 'rule set: default, strict, cis or homelab', 'default')
      .option(
        '--accept',
        'with --rule: state in the file that the findings are intended, instead of fixing them',
      )
      .option('--operations', 'print the fixes as calls of edit instead of a diff')
      .option('--in-all', inAllWords)
      .action(async (args: string[], options: FixOptions) => {
        const { runFix } = await import('./commands/fix.ts');
        finish(await runFix(io, ...withNamedFiles(io, args, options)));
      }),
  );

  on('reach', () =>
    addFleetOption(
      addObservedOption(
        addMachineOption(addLiveCommand('reach', 'who reaches whom', '[FILE | DIR…] | --fleet FILE')),
      ),
    )
      .option('--format <format>', 'table, json, mermaid, or csv with --names', 'table')
      .option('--sparse', 'JSON without pairs that do not connect')
      .option('--families', 'JSON with IPv4 and IPv6 stated separately')
      .option(
        '--out',
        'who leaves, by which way and where to, with the holes in what limits it: a table, or members of the JSON',
      )
      .option(
        '--names',
        'list the service, login and bypasses of each host name; with --host, JSON also has every name that each service can resolve',
      )
      .option('--by', 'JSON that marks facts known only from documentation')
      .action(async (args: string[], options: ReachOptions) => {
        const { runReach } = await import('./commands/reach.ts');
        finish(await runReach(io, ...withNamedFiles(io, args, options)));
      }),
  );

  on('explain', () =>
    addFleetOption(
      addObservedOption(
        addMachineOption(
          addLiveCommand(
            'explain',
            'explain why A reaches B, or why not; each is a service, outside, lan, internet or host',
            '[FILE | --fleet FILE] A B',
          ),
        ),
      ),
    )
      .option(
        '--try',
        'also try it where it runs: lists the probes, asks once, and shows results beside the prediction',
      )
      .option('--yes', 'with --try: do not ask for confirmation')
      .option('--probe-image <image>', 'with --try: a busybox image on the machine')
      .option('--outside <address:port>', 'with --try and a way out: a listener beyond the host')
      .action(async (args: string[], options: ExplainOptions) => {
        const { runExplain } = await import('./commands/explain.ts');
        const isSide = (_: string, index: number) => index >= args.length - 2;
        finish(await runExplain(io, ...withNamedFiles(io, args, options, isSide)));
      }),
  );

  on('ask', () =>
    addFleetOption(
      addMachineOption(
        addLiveCommand(
          'ask',
          'simulate a request for a URL',
          'URL [FILE… | --host DIR | --fleet FILE] | - [FILE…]',
        ),
      ),
    )
      .option(
        '--from <place>',
        'the client: outside, internet, lan, host or a service; default outside. With --fleet a service, a machine, lan:NETWORK or internet',
      )
      .option(
        '--at <service>',
        "send it to SERVICE or SERVICE@NETWORK itself; the URL's port is then the container's",
      )
      .option('--header <header>', "a header that the client sends, 'NAME: VALUE'; repeatable", collect, [])
      .option('--format <format>', 'table or json; with - it is always json', 'table')
      .action(async (args: string[], options: AskOptions) => {
        const { runAsk } = await import('./commands/ask.ts');
        finish(await runAsk(io, args, options));
      }),
  );

  on('connect', () =>
    addFleetOption(
      addMachineOption(
        addLiveCommand(
          'connect',
          'say what one connection meets',
          'FROM TO [FILE… | --host DIR | --fleet FILE] | - [FILE…]',
        ),
      ),
    )
      .option('--format <format>', 'table or json; with - it is always json', 'table')
      .action(async (args: string[], options: ConnectOptions) => {
        const { runConnect } = await import('./commands/connect.ts');
        finish(await runConnect(io, args, options));
      }),
  );

  on('leave', () =>
    addFleetOption(
      addMachineOption(
        addLiveCommand(
          'leave',
          'say where a service gets by which way: directly, through a proxy, or with a question for a name',
          'FROM TARGET [FILE… | --host DIR | --fleet FILE] | - [FILE…]',
        ),
      ),
    )
      .option('--world <file>', 'where names of the outside lead and who listens there, as JSON')
      .option('--format <format>', 'table or json; with - it is always json', 'table')
      .action(async (args: string[], options: LeaveOptions) => {
        const { runLeave } = await import('./commands/leave.ts');
        finish(await runLeave(io, args, options));
      }),
  );

  on('badge', () =>
    addMachineOption(
      addLiveCommand(
        'badge',
        'draw a badge (SVG) with the number of services reachable from outside',
        '[FILE… | --host DIR…]',
      ),
    ).action(async (args: string[], options: HostCommandOptions) => {
      const { runBadge } = await import('./commands/badge.ts');
      finish(await runBadge(io, ...withNamedFiles(io, args, options)));
    }),
  );

  on('diff', () =>
    addFleetOption(
      addHostCommand(
        'diff',
        'show what a change opens and closes',
        'OLD NEW | --against GITREF [FILE…] | --engine-to ENGINE [FILE…] | --host --against GITREF [DIR…] | --fleet OLD NEW | --fleet FILE --against GITREF',
      ),
    )
      .option(
        '--each',
        'with --against: the files belong to many projects; each is checked with the files of its own project',
      )
      .addOption(
        new Option(
          '--engine-to <version>',
          'the Engine of the new side; with one project, compare it on both Engines',
        ).argParser((text) => readEngineOf('--engine-to', text)),
      )
      .option('--against <ref>', 'compare with the files at this git commit, branch or tag')
      .option('--format <format>', 'pretty, json or markdown', 'pretty')
      .action(async (args: string[], options: DiffOptions) => {
        const { runDiff } = await import('./commands/diff.ts');
        finish(await runDiff(io, ...withNamedFiles(io, args, options)));
      }),
  );

  on('plan', () =>
    addFleetOption(
      addMachineOption(
        addCommand(
          'plan',
          'predict docker compose up, with the commands that apply the files',
          'AFTER… --from BEFORE… | --fleet OLD NEW | --fleet FILE --against GITREF',
        ),
      ),
    )
      .option(
        '--from <file>',
        'the deployed files, or their folder; repeatable, merged in order',
        collect,
        [],
      )
      .option('--beside <file>', 'another running stack, by its file or folder; repeatable', collect, [])
      .option('--docker', 'read what runs through docker, instead of --from and --beside')
      .option('--against <gitref>', 'with --fleet: the deployed files are those of this commit')
      .option('--compose <version>', 'release of Docker Compose; default: the newest measured one')
      .option('--format <format>', 'table or json', 'table')
      .action(async (args: string[], options: PlanCommandOptions) => {
        const { runPlan } = await import('./commands/plan.ts');
        finish(await runPlan(io, args, options));
      }),
  );

  on('edit', () => {
    const edit = addObservedOption(
      addFileCommand('edit', 'print the file with operations applied', '[FILE] OPERATION…'),
    )
      .option('--write', 'save the file instead')
      .option(
        '--split <network>',
        'split this network to move its data further from the outside; uses --observed if given',
      )
      .option(
        '--propose-networks',
        'give the project the fewest networks that keep each need and nothing more; uses --observed if given',
      )
      .option('--must-observed', 'state that every connection in the record of --observed must hold')
      .option(
        '--only-names <service=names>',
        'let the service out to these names alone, such as worker=api.github.com,*.example.org: a proxy with its list, its networks and the variables',
      )
      .option('--with <program>', 'with --only-names: squid or caddy', 'squid')
      .option('--into <override>', 'put the edits into this override file; --write saves or creates it')
      .option('--in-all', inAllWords)
      .action(async (args: string[], options: EditOptions) => {
        const { isOperation, runEdit } = await import('./commands/edit.ts');
        finish(await runEdit(io, ...withNamedFiles(io, args, options, isOperation)));
      });
    edit.addHelpText('after', () => operations);
  });

  on('export', () =>
    addFleetOption(
      addObservedOption(
        addMachineOption(
          addLiveCommand(
            'export',
            'write the file in another format',
            '--to FORMAT [FILE] | --host --to FORMAT [DIR…] | --fleet FILE --to FORMAT',
          ),
        ),
      ),
    )
      .requiredOption('--to <format>', 'compose, svg, mermaid, markdown, html, otm, swarm or kubernetes')
      .option('--date <text>', 'with html: the date of the report, in your words')
      .option('--theme <theme>', 'with svg: light or dark', 'light')
      .option('--embed-text', "embed the files' text in the svg, so that it can be opened again")
      .addOption(
        new Option(
          '--report <form>',
          'with swarm and kubernetes: format of the report on standard error; default pretty',
        ).choices(['pretty', 'json']),
      )
      .option('--accept', 'with swarm and kubernetes: export even if that opens or leaves out something')
      .addOption(
        new Option(
          '--internal-ports <what>',
          'with swarm: ports of services only on internal networks; default refuse',
        ).choices(['drop', 'edge', 'refuse']),
      )
      .addOption(
        new Option('--loopback <what>', 'with swarm: ports bound to loopback; default refuse').choices([
          'drop',
          'refuse',
        ]),
      )
      .option(
        '--cluster-cidr <range>',
        'with kubernetes: an address range that is not outside; repeatable',
        collect,
        [],
      )
      .addOption(
        new Option(
          '--service-type <type>',
          'with kubernetes: the Service type of published ports; default LoadBalancer',
        ).choices(serviceTypes),
      )
      .option('--split <dir>', 'with kubernetes: write each object to its own file in this folder')
      .action(async (args: string[], options: ExportOptions) => {
        const { runExport } = await import('./commands/export.ts');
        finish(await runExport(io, ...withNamedFiles(io, args, options)));
      }),
  );

  on('firewall', () =>
    addFleetOption(
      addMachineOption(
        addHostCommand(
          'firewall',
          'write firewall rules for connections that Docker alone does not close',
          '[FILE… | --host DIR… | --fleet FILE [MACHINE…]]',
        ),
      ),
    )
      .addOption(
        new Option(
          '--backend <name>',
          'the backend that Docker uses, for which the rules are written',
        ).choices(['iptables', 'nftables']),
      )
      .option('--interface <name>', "the interface that leads outside; default: the record's, else any")
      .addOption(
        new Option('--report <form>', 'format of the report on standard error; default pretty').choices([
          'pretty',
          'json',
        ]),
      )
      .option('--systemd', 'print a systemd unit that applies the rules when Docker starts')
      .option('--into <dir>', 'with --fleet: write MACHINE.sh there for each machine; never overwrite')
      .action(async (args: string[], options: FirewallOptions) => {
        const { runFirewall } = await import('./commands/firewall.ts');
        finish(await runFirewall(io, ...withNamedFiles(io, args, options)));
      }),
  );

  on('open', () =>
    addFleetOption(
      addMachineOption(
        addLiveCommand(
          'open',
          'open the designer in the browser, bound to these files',
          '[FILE… | DIR | --fleet FILE]',
        ),
      ),
    )
      .option('--port <port>', 'port on 127.0.0.1; 0 picks a free one', '0')
      .option('--no-open', 'print the address without opening a browser')
      .option('--also <dir>', alsoHelp, collect, [])
      .action(async (args: string[], options: OpenOptions) => {
        const { runOpen } = await import('./commands/servers/open.ts');
        finish(await runOpen(io, ...withNamedFiles(io, args, options)));
      }),
  );

  on('serve', () =>
    addFleetOption(
      addMachineOption(
        addCommand('serve', 'serve the designer for the stacks of a server', '--stacks DIR | --fleet FILE'),
      ),
    )
      .option('--stacks <dir>', 'the folder that holds the stacks')
      .option('--also <dir>', alsoHelp, collect, [])
      .option('--stack-file <name>', "another name that a stack's file may have; repeatable", collect, [])
      .option('--docker', 'also show what runs, read through docker')
      .option(
        '--listen <address:port>',
        'address and port; others can connect unless it is loopback',
        '127.0.0.1:8080',
      )
      .option('--password-file <file>', 'require the password in this file, created with --hash-password')
      .option(
        '--hash-password',
        'print the line for the password file; reads the password from standard input',
      )
      .option('--host-name <name[:port]>', 'the name in the address bar; repeatable', collect, [])
      .option(
        '--trusted-proxy <cidr>',
        'answer only this proxy, and trust its headers on visitor and TLS; repeatable',
        collect,
        [],
      )
      .option('--auth-header <name>', "the proxy's header that names the visitor, such as Remote-User")
      .option('--base-path <path>', 'the path of the page at the proxy, such as /bulkhead')
      .option('--allow-write', 'allow the page to save')
      .option(
        '--allow-probe',
        'with --docker: allow the page to try connections between containers, with helper containers',
      )
      .option(
        '--hide-values',
        'hide values of variables that the picture does not need; default without --allow-write',
      )
      .option('--no-hide-values', 'show them also to visitors who cannot save')
      .action(async (args: string[], options: ServeOptions) => {
        const { runServe } = await import('./commands/servers/serve.ts');
        finish(await runServe(io, args, options));
      }),
  );

  on('verify', () =>
    addFileCommand('verify', 'compare a running Compose project with its files', '[FILE…]')
      .option('--yes', 'start probe containers without asking')
      .option('--no-probe', 'only compare what the Engine reports; start nothing')
      .option('--probe-image <image>', 'a busybox image for the probes; must be on the machine', 'busybox')
      .option('--outside <address:port>', 'a listener beyond the host, to probe the ways out')
      .option('--format <format>', 'pretty or json', 'pretty')
      .action(async (args: string[], options: VerifyOptions) => {
        const { runVerify } = await import('./commands/verify.ts');
        finish(await runVerify(io, ...withNamedFiles(io, args, options)));
      }),
  );

  on('observe', () => {
    const observe = addLiveCommand(
      'observe',
      'record the connections between running containers; with files those of their project, with --host or --docker all',
      '[FILE | DIR…] | --merge RECORD…',
    );
    // Files of one project are merged as anywhere else where their folders say so; here the word is for records.
    for (const option of observe.options)
      if (option.long === '--merge') option.description = 'merge these records into one';
    observe
      .option('--for <duration>', 'how long to observe', '1m')
      .option('--interval <duration>', 'the minimum time between two looks', '1s')
      .option('--into <file>', 'write the record to this file')
      .option('--outside-addresses', 'keep outside addresses instead of lan or internet')
      .action(async (args: string[], options: ObserveOptions) => {
        const { runObserve } = await import('./commands/observe.ts');
        finish(await runObserve(io, ...withNamedFiles(io, args, options)));
      });
  });

  on('fleet', () =>
    addFleetOption(
      program
        .command('fleet')
        .description(
          "write the file of a fleet, bring its machines' records, or move a stack; without --write, say what would be done",
        )
        .usage(
          '[options] init DIR | init --contexts a,b | record [MACHINE…] --fleet FILE | move STACK FROM TO --fleet FILE',
        )
        .argument('[args...]'),
    )
      .option('--contexts <names>', "with init: Docker's contexts, with commas", (names) => names.split(','))
      .option('--write', 'write the file or the records, or move the folder and edit the lines that follow')
      .option('--sudo', 'with record: read the firewall through sudo -n')
      .option('--yes', 'with record --write: do not ask for confirmation')
      .action(async (args: string[], options: FleetOptions) => {
        const { runFleet } = await import('./commands/fleet.ts');
        finish(await runFleet(io, args, options));
      }),
  );

  on('machine', () =>
    program
      .command('machine')
      .description('print a record of this machine for --machine: its Engine, firewall and listeners')
      .action(async () => {
        const { runMachine } = await import('./commands/machine.ts');
        finish(await runMachine(io));
      }),
  );

  on('recover', () =>
    program
      .command('recover')
      .description('write a compose file for what runs')
      .usage('[options] [STACK…]')
      .argument('[args...]')
      .option('--with-environment', 'write environment values, including secrets; default: only their names')
      .option('--into <dir>', 'write STACK/compose.yaml there for each stack; never overwrite')
      .action(async (args: string[], options: RecoverOptions) => {
        const { runRecover } = await import('./commands/recover.ts');
        finish(await runRecover(io, args, options));
      }),
  );

  on('mcp', () =>
    addObservedOption(
      addMachineOption(addCommand('mcp', 'offer tools to an agent (MCP) over standard input and output', '')),
    )
      .option('--root <dir>', 'the folder below which files are read; default: the working folder')
      .option('--also <dir>', alsoHelp, collect, [])
      .option('--allow-write', 'offer the tool that writes files below the root')
      .action(async (args: string[], options: McpOptions) => {
        const { runMcp } = await import('./commands/servers/mcp.ts');
        finish(await runMcp(io, args, options));
      }),
  );

  on('lsp', () =>
    addCommand('lsp', 'run the language server for editors over standard input', '')
      .option('--rules <set>', 'rule set: default, strict, cis or homelab', 'default')
      .option('--stdio', 'accepted for editors; this is the only transport')
      .option('--clientProcessId <pid>', "the editor's process id; the server ends with it")
      .action(async (args: string[], options: LspOptions) => {
        const { runLsp } = await import('./commands/servers/lsp.ts');
        finish(await runLsp(io, args, options));
      }),
  );

  on('rule', () =>
    program
      .command('rule')
      .description('explain a rule; without one, list all rules')
      .usage('[options] [RULE…]')
      .argument('[args...]')
      .option('--format <format>', 'pretty or json', 'pretty')
      .action(async (args: string[], options: RuleOptions) => {
        const { runRule } = await import('./commands/rule.ts');
        finish(await runRule(io, args, options));
      }),
  );

  on('install-plugin', () =>
    program
      .command('install-plugin')
      .description('make `docker bulkhead` run this command')
      .option('--dir <dir>', "Docker's plugin folder; default ~/.docker/cli-plugins")
      .option('--remove', 'remove it instead')
      .action(async (options: PluginOptions) => {
        const { runInstallPlugin } = await import('./commands/install-plugin.ts');
        finish(await runInstallPlugin(io, options));
      }),
  );

  const only = makers.get(word);
  const isVersion = word === '--version' || word === '-v';
  for (const make of only ? [only] : isVersion ? [] : makers.values()) make();

  program
    .command('completion')
    .description('print a completion script for your shell')
    .addArgument(new Argument('<shell>').choices(['bash', 'zsh', 'fish']))
    .action(async (shell: string) => {
      const { runCompletion } = await import('./commands/completion.ts');
      finish(await runCompletion(io, program, shell));
    });

  program
    .command('manual')
    .description('print the manual page, for man -l -')
    .action(async () => {
      const { runManual } = await import('./commands/manual.ts');
      finish(await runManual(io, program));
    });

  const help = program.command('help').description('show the options of a command');
  help
    .addArgument(new Argument('[command]').choices(program.commands.map((command) => command.name())))
    .action(async (name?: string) => {
      const command = program.commands.find((one) => one.name() === name) ?? program;
      await readOperations(command);
      command.help();
    });

  return program;
}
