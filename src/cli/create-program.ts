// The words of the command line. Each command is one file in `page/commands/` and one entry here; the file is read when its command
// is called, so that no call waits for another command's code.

import { Argument, Command, Option } from 'commander';
import { version } from '../../package.json';
import { serviceTypes } from '../core/export/kubernetes/service-types.ts';
import type { AskOptions } from './commands/ask.ts';
import type { CheckOptions } from './commands/check-options.ts';
import type { DiffOptions } from './commands/diff-options.ts';
import type { EditOptions } from './commands/edit.ts';
import type { ExplainOptions } from './commands/explain.ts';
import type { ExportOptions } from './commands/export-options.ts';
import type { FirewallOptions } from './commands/firewall-options.ts';
import type { FixOptions } from './commands/fix-options.ts';
import type { PluginOptions } from './commands/install-plugin.ts';
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
import {
  addDockerOption,
  addHostOptions,
  addMachineOption,
  addObservedOption,
  type HostCommandOptions,
} from './input/host-options.ts';
import { withNamedFiles } from './input/named-files.ts';
import { addFileOption, addProjectOptions, readEngineOf } from './input/project-options.ts';
import { type ShownOptions, shownVariables } from './input/shown-variables.ts';
import type { Io } from './io.ts';
import type { ServeOptions } from './serve/serve-settings.ts';

const alsoHelp = 'another folder that files may be in, as the files that stacks share are; repeatable';

function collectValues(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

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
    const { environment = 'all' }: ShownOptions = command.opts();
    io = { ...given, variables: shownVariables(given.variables, environment) };
  });

  const inAllWords = 'other stacks that read a changed file are edited along, where it would break them else';

  on('check', () =>
    addObservedOption(
      addMachineOption(
        addLiveCommand('check', 'findings, and exit code 1 where one objects', '[FILE | DIR…]'),
      ),
    )
      .option('--format <format>', 'pretty, json, sarif, github, gitlab, junit or markdown', 'pretty')
      .option('--verbose', 'of pretty: why and how to mend it, of each finding instead of the three worst')
      .option('--fail-on <severity>', 'error, warning, info or never', 'error')
      .option('--rules <set>', 'rule set: default, strict, cis or homelab', 'default')
      .option('--baseline <file>', 'findings that this file knows are shown and do not count')
      .option('--write-baseline <file>', 'write what counts now to this file')
      .option('--each', 'the files are of many projects: each is checked with the files of its own project')
      .action(async (args: string[], options: CheckOptions) => {
        const { runCheck } = await import('./commands/check.ts');
        finish(await runCheck(io, ...withNamedFiles(io, args, options)));
      }),
  );

  on('fix', () =>
    addObservedOption(addHostCommand('fix', 'the safe fixes of findings, as a diff', '[FILE | DIR…]'))
      .option('--write', 'save the files instead')
      .option('--each', 'the files are of many projects: each is checked with the files of its own project')
      .option('--rule <id>', 'the fixes of this rule, safe or not; repeatable', collectValues, [])
      .option('--rules <set>', 'rule set: default, strict, cis or homelab', 'default')
      .option(
        '--accept',
        'with --rule: state in the file that what is found is meant, instead of changing it',
      )
      .option('--operations', 'print the operations of the fixes as calls of edit, instead of a diff')
      .option('--in-all', inAllWords)
      .action(async (args: string[], options: FixOptions) => {
        const { runFix } = await import('./commands/fix.ts');
        finish(await runFix(io, ...withNamedFiles(io, args, options)));
      }),
  );

  on('reach', () =>
    addObservedOption(addMachineOption(addLiveCommand('reach', 'who reaches whom', '[FILE | DIR…]')))
      .option('--format <format>', 'table, json, mermaid, or csv with --names', 'table')
      .option('--sparse', 'JSON without the pairs of which nothing holds')
      .option('--families', 'JSON with what holds over IPv4 and over IPv6, apart')
      .option(
        '--names',
        'which host name leads where, past which login and what leads round it; with --host, JSON also has every name that each service can resolve',
      )
      .option('--by', 'JSON that marks what is known by documentation only')
      .action(async (args: string[], options: ReachOptions) => {
        const { runReach } = await import('./commands/reach.ts');
        finish(await runReach(io, ...withNamedFiles(io, args, options)));
      }),
  );

  on('explain', () =>
    addObservedOption(
      addMachineOption(
        addLiveCommand(
          'explain',
          'why A reaches B, or why not; either may be outside, lan, internet or host',
          '[FILE] A B',
        ),
      ),
    )
      .option('--try', 'try it where it runs, too: listed first, asked once, beside what is predicted')
      .option('--yes', 'with --try: without asking for leave')
      .option('--probe-image <image>', 'with --try: an image of busybox that is on the machine')
      .option('--outside <address:port>', 'with --try and a way out: a listener beyond the host')
      .action(async (args: string[], options: ExplainOptions) => {
        const { runExplain } = await import('./commands/explain.ts');
        const isSide = (_: string, index: number) => index >= args.length - 2;
        finish(await runExplain(io, ...withNamedFiles(io, args, options, isSide)));
      }),
  );

  on('ask', () =>
    addMachineOption(
      addLiveCommand(
        'ask',
        'what a request for a URL gets, on paper',
        'URL [FILE… | --host DIR] | - [FILE…]',
      ),
    )
      .option('--from <place>', 'who asks: outside, internet, lan, host or a service; outside if not said')
      .option(
        '--at <service>',
        'at the own address of SERVICE, or SERVICE@NETWORK; the port of the URL is one inside',
      )
      .option('--format <format>', 'table or json; with - it is always json', 'table')
      .action(async (args: string[], options: AskOptions) => {
        const { runAsk } = await import('./commands/ask.ts');
        finish(await runAsk(io, args, options));
      }),
  );

  on('badge', () =>
    addMachineOption(
      addLiveCommand('badge', 'how many services the outside reaches, as an SVG', '[FILE… | --host DIR…]'),
    ).action(async (args: string[], options: HostCommandOptions) => {
      const { runBadge } = await import('./commands/badge.ts');
      finish(await runBadge(io, ...withNamedFiles(io, args, options)));
    }),
  );

  on('diff', () =>
    addHostCommand(
      'diff',
      'what a change opens and closes',
      'OLD NEW | --against GITREF [FILE…] | --engine-to ENGINE [FILE…] | --host --against GITREF [DIR…]',
    )
      .option(
        '--each',
        'with --against: the files are of many projects: each is checked with the files of its own project',
      )
      .addOption(
        new Option(
          '--engine-to <version>',
          'what comes after runs on this Engine; with one project, what moving it there opens and closes',
        ).argParser((text) => readEngineOf('--engine-to', text)),
      )
      .option('--against <ref>', 'compare with the files as they were at this git commit, branch or tag')
      .option('--format <format>', 'pretty, json or markdown', 'pretty')
      .action(async (args: string[], options: DiffOptions) => {
        const { runDiff } = await import('./commands/diff.ts');
        finish(await runDiff(io, ...withNamedFiles(io, args, options)));
      }),
  );

  on('plan', () =>
    addMachineOption(
      addCommand(
        'plan',
        'what docker compose up will do, and the commands that lead to the files',
        'AFTER… --from BEFORE…',
      ),
    )
      .option(
        '--from <file>',
        'what runs: the files that were deployed, or their folder; repeatable, merged in order',
        collectValues,
        [],
      )
      .option(
        '--beside <file>',
        'another stack that runs, by its file or folder; repeatable',
        collectValues,
        [],
      )
      .option('--docker', 'what runs, read through docker, instead of --from and --beside')
      .option('--compose <version>', 'release of Docker Compose; the newest measured one if not said')
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
        'split this network so that its data is further from the outside; with --observed by what was seen, too',
      )
      .option('--must-observed', 'state each connection of the record of --observed as one that must hold')
      .option(
        '--into <override>',
        'put them into this override file instead; --write saves it, and makes it where it is not there yet',
      )
      .option('--in-all', inAllWords)
      .action(async (args: string[], options: EditOptions) => {
        const { isOperation, runEdit } = await import('./commands/edit.ts');
        finish(await runEdit(io, ...withNamedFiles(io, args, options, isOperation)));
      });
    edit.addHelpText('after', () => operations);
  });

  on('export', () =>
    addObservedOption(
      addMachineOption(
        addLiveCommand(
          'export',
          'the file in another form',
          '--to FORMAT [FILE] | --host --to FORMAT [DIR…]',
        ),
      ),
    )
      .requiredOption('--to <format>', 'compose, svg, mermaid, markdown, html, otm, swarm or kubernetes')
      .option('--date <text>', 'of html: when it was made, in your words; not said without it')
      .option('--theme <theme>', 'of svg: light or dark', 'light')
      .option('--embed-text', 'put the text of the files into the svg, so that it can be opened again')
      .addOption(
        new Option(
          '--report <form>',
          'of swarm and kubernetes, what differs there, on standard error: pretty if not said',
        ).choices(['pretty', 'json']),
      )
      .option('--accept', 'of swarm and kubernetes: also where that opens something or leaves something out')
      .addOption(
        new Option(
          '--internal-ports <what>',
          'of swarm, for ports of services on internal networks alone: refuse if not said',
        ).choices(['drop', 'edge', 'refuse']),
      )
      .addOption(
        new Option(
          '--loopback <what>',
          'of swarm, for ports that answer on this machine alone: refuse if not said',
        ).choices(['drop', 'refuse']),
      )
      .option(
        '--cluster-cidr <range>',
        'of kubernetes: addresses that are not the outside; repeatable',
        collectValues,
        [],
      )
      .addOption(
        new Option(
          '--service-type <type>',
          'of kubernetes: the type of the Services of published ports, LoadBalancer without it',
        ).choices(serviceTypes),
      )
      .option('--split <dir>', 'of kubernetes: each object as a file of its own in this folder')
      .action(async (args: string[], options: ExportOptions) => {
        const { runExport } = await import('./commands/export.ts');
        finish(await runExport(io, ...withNamedFiles(io, args, options)));
      }),
  );

  on('firewall', () =>
    addMachineOption(
      addHostCommand(
        'firewall',
        "rules of the machine's firewall for what Docker alone does not close, and what they change",
        '[FILE… | --host DIR…]',
      ),
    )
      .addOption(
        new Option(
          '--backend <name>',
          'what Docker writes its rules with, and these are written for',
        ).choices(['iptables', 'nftables']),
      )
      .option('--interface <name>', 'the interface that leads outside; that of the record, else any')
      .addOption(
        new Option(
          '--report <form>',
          'what the rules open and close, on standard error: pretty if not said',
        ).choices(['pretty', 'json']),
      )
      .option('--systemd', 'print a unit that applies the rules when Docker starts, instead of the rules')
      .action(async (args: string[], options: FirewallOptions) => {
        const { runFirewall } = await import('./commands/firewall.ts');
        finish(await runFirewall(io, ...withNamedFiles(io, args, options)));
      }),
  );

  on('open', () =>
    addMachineOption(
      addLiveCommand('open', 'the designer in the browser, bound to these files', '[FILE… | DIR]'),
    )
      .option('--port <port>', 'port of 127.0.0.1; 0 takes a free one', '0')
      .option('--no-open', 'print the address and open no browser')
      .option('--also <dir>', alsoHelp, collectValues, [])
      .action(async (args: string[], options: OpenOptions) => {
        const { runOpen } = await import('./commands/servers/open.ts');
        finish(await runOpen(io, ...withNamedFiles(io, args, options)));
      }),
  );

  on('serve', () =>
    addMachineOption(
      addCommand(
        'serve',
        'the designer for the stacks of a server, on an address of its own',
        '--stacks DIR',
      ),
    )
      .option('--stacks <dir>', 'the folder that holds the stacks')
      .option('--also <dir>', alsoHelp, collectValues, [])
      .option(
        '--stack-file <name>',
        'another name that the file of a stack may have; repeatable',
        collectValues,
        [],
      )
      .option('--docker', 'what runs beside them, read through docker')
      .option(
        '--listen <address:port>',
        'where; others can connect to anything but loopback',
        '127.0.0.1:8080',
      )
      .option('--password-file <file>', 'who knows the password may come in; made with --hash-password')
      .option('--hash-password', 'print the line for the password file; the password comes on standard input')
      .option('--host-name <name[:port]>', 'the name in the address bar; repeatable', collectValues, [])
      .option(
        '--trusted-proxy <cidr>',
        'answer only this proxy, and trust what it says about visitor and TLS; repeatable',
        collectValues,
        [],
      )
      .option(
        '--auth-header <name>',
        'the header in which that proxy says who was let in, such as Remote-User',
      )
      .option('--base-path <path>', 'the path below which the proxy has it, such as /bulkhead')
      .option('--allow-write', 'the page may save')
      .option(
        '--allow-probe',
        'with --docker: the page may try whether one container reaches another, by helpers beside them',
      )
      .option(
        '--hide-values',
        'show no value of a variable that the picture does not need; so without --allow-write',
      )
      .option('--no-hide-values', 'show them to visitors who cannot save, too')
      .action(async (args: string[], options: ServeOptions) => {
        const { runServe } = await import('./commands/servers/serve.ts');
        finish(await runServe(io, args, options));
      }),
  );

  on('verify', () =>
    addFileCommand('verify', 'a running Compose project against its files', '[FILE…]')
      .option('--yes', 'start probe containers without asking')
      .option('--no-probe', 'compare what the Engine reports, and start nothing')
      .option(
        '--probe-image <image>',
        'image of the probes; must be on the machine and hold busybox',
        'busybox',
      )
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
      'what really flows between containers that run, as a record; of files, what concerns their project, with --host or --docker all',
      '[FILE | DIR…] | --merge RECORD…',
    );
    // Files of one project are merged as anywhere else where their folders say so; here the word is for records.
    for (const option of observe.options)
      if (option.long === '--merge') option.description = 'the operands are records: one of all of them';
    observe
      .option('--for <duration>', 'how long to look', '1m')
      .option('--interval <duration>', 'the time between two looks, at least', '1s')
      .option('--into <file>', 'write the record to this file')
      .option('--outside-addresses', 'keep addresses of the outside, which are lan or internet otherwise')
      .action(async (args: string[], options: ObserveOptions) => {
        const { runObserve } = await import('./commands/observe.ts');
        finish(await runObserve(io, ...withNamedFiles(io, args, options)));
      });
  });

  on('machine', () =>
    program
      .command('machine')
      .description('the record of this machine, for --machine: its Engine, its firewall, what it listens on')
      .action(async () => {
        const { runMachine } = await import('./commands/machine.ts');
        finish(await runMachine(io));
      }),
  );

  on('recover', () =>
    program
      .command('recover')
      .description('a compose file out of what runs')
      .usage('[options] [STACK…]')
      .argument('[args...]')
      .option(
        '--with-environment',
        'write the values of environment, secrets too; without it the names alone',
      )
      .option('--into <dir>', 'write STACK/compose.yaml there for each stack, and overwrite nothing')
      .action(async (args: string[], options: RecoverOptions) => {
        const { runRecover } = await import('./commands/recover.ts');
        finish(await runRecover(io, args, options));
      }),
  );

  on('mcp', () =>
    addObservedOption(
      addMachineOption(addCommand('mcp', 'the tools of an agent, over standard input and output', '')),
    )
      .option('--root <dir>', 'the folder that is read below; the working folder where it is not given')
      .option('--also <dir>', alsoHelp, collectValues, [])
      .option('--allow-write', 'offer the tool that writes, below the root')
      .action(async (args: string[], options: McpOptions) => {
        const { runMcp } = await import('./commands/servers/mcp.ts');
        finish(await runMcp(io, args, options));
      }),
  );

  on('lsp', () =>
    addCommand('lsp', 'the language server for editors, over standard input', '')
      .option('--rules <set>', 'rule set: default, strict, cis or homelab', 'default')
      .option('--stdio', 'the way it speaks anyway; editors say it')
      .option('--clientProcessId <pid>', 'process of the editor, without which it ends; editors say it')
      .action(async (args: string[], options: LspOptions) => {
        const { runLsp } = await import('./commands/servers/lsp.ts');
        finish(await runLsp(io, args, options));
      }),
  );

  on('rule', () =>
    program
      .command('rule')
      .description('what a rule looks for, and why; without one, the list of all')
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
      .description('make `docker bulkhead` call this command')
      .option('--dir <dir>', "the folder of Docker's plugins; ~/.docker/cli-plugins if not said")
      .option('--remove', 'take it away instead')
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
    .description('a script that completes the words of a call, for your shell')
    .addArgument(new Argument('<shell>').choices(['bash', 'zsh', 'fish']))
    .action(async (shell: string) => {
      const { runCompletion } = await import('./commands/completion.ts');
      finish(await runCompletion(io, program, shell));
    });

  program
    .command('manual')
    .description('the manual page, for man -l -')
    .action(async () => {
      const { runManual } = await import('./commands/manual.ts');
      finish(await runManual(io, program));
    });

  const help = program.command('help').description('the options of a command');
  help
    .addArgument(new Argument('[command]').choices(program.commands.map((command) => command.name())))
    .action(async (name?: string) => {
      const command = program.commands.find((one) => one.name() === name) ?? program;
      await readOperations(command);
      command.help();
    });

  return program;
}
