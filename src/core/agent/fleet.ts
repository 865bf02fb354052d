import { OpsError } from '../errors.ts';
import type { Clock } from '../io/clock.ts';
import type { Redactor } from '../io/redactor.ts';
import type { LingeringSsh } from '../io/ssh/linger.ts';
import { resolveTarget } from '../io/ssh/target.ts';
import type { Connection, Target } from '../io/ssh/types.ts';
import type { HostLogin } from '../runs/plan.ts';
import type { Host, Settings } from '../settings/types.ts';
import type { AgentScript } from './agent.ts';
import type { HostSession } from './session.ts';
import { createSession } from './session.ts';

export interface FleetDeps {
  readonly settings: { current(): Settings };
  readonly connections: Pick<LingeringSsh, 'connect'>;
  readonly clock: Clock;
  readonly agent: AgentScript;
  /** Names this DATA_DIR on hosts, so that a bot can take over its own lease after a restart. */
  readonly bot: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Learns every secret that is used, and takes them out of what hosts print. */
  readonly redactor: Redactor;
}

const connectTimeout = 30_000;

/** Opens hosts: as the settings have them while planning, as the plan has them while executing. */
export interface Fleet {
  /** A connection for as long as the caller needs it, which others may then use; `run` counts as its user. */
  reach(host: Host, run: string): Promise<{ connection: Connection; login: HostLogin }>;
  /** A session that looks at a host; it is not to change anything but by adopting. */
  look(host: Host, root: string, run: string): Promise<{ session: HostSession; login: HostLogin }>;
  /** The same over a connection that the caller has, and closes. */
  over(connection: Connection, root: string): HostSession;
  /** A connection of its own that goes exactly where the plan says, and to no host with another key. */
  connect(name: string, plan: HostLogin, run: string): Promise<Connection>;
  /** A session over such connections. */
  planned(name: string, plan: HostLogin & { readonly root: string }, run: string): HostSession;
}

/** The fleet over these settings. */
export function createFleet(deps: FleetDeps): Fleet {
  const session = (bot: string, name: string, root: string, run: string, connect: () => Promise<Connection>) =>
    createSession({
      name,
      root,
      run,
      connect,
      redact: deps.redactor.redact,
      bot,
      agent: deps.agent,
      clock: deps.clock,
      leaseTime: deps.settings.current().general.lease,
    });
  // A lease taken while looking (to adopt) is never one of a run of this bot, which could take it over.
  const looking = (connection: Connection, root: string, run: string) =>
    session(`${deps.bot}-look`, connection.target.name, root, run, async () => connection);
  const reach: Fleet['reach'] = async (host, run) => {
    const target = await resolveTarget(host, deps.settings.current(), deps.env);
    learn(deps.redactor, target);
    const connection = await deps.connections.connect(target, { timeout: connectTimeout, user: run, keep: true });
    return { connection, login: loginOf(host, target, connection.fingerprint) };
  };
  const connect: Fleet['connect'] = async (name, plan, run) => {
    const target = await plannedTarget(deps, name, plan);
    learn(deps.redactor, target);
    const connection = await deps.connections.connect(target, { timeout: connectTimeout, user: run, keep: false });
    if (connection.fingerprint === plan.hostKey) return connection;
    connection.close();
    throw movedKey(name, plan.hostKey, connection.fingerprint);
  };
  return {
    reach,
    connect,
    look: async (host, root, run) => {
      const { connection, login } = await reach(host, run);
      return { login, session: looking(connection, root, run) };
    },
    over: (connection, root) => looking(connection, root, 'look'),
    planned: (name, plan, run) => session(deps.bot, name, plan.root, run, () => connect(name, plan, run)),
  };
}

function loginOf({ via }: Host, target: Target, hostKey: string): HostLogin {
  const { address, port, user } = target;
  const become = becomeText(target);
  return { address, port, user, hostKey, ...(via !== undefined && { via }), ...(become !== undefined && { become }) };
}

/** Where the plan says the host is; only secrets come from the settings of now. */
async function plannedTarget(deps: FleetDeps, name: string, plan: HostLogin): Promise<Target> {
  const settings = deps.settings.current();
  const host = settings.hosts[name];
  if (!host) throw gone(name);
  const target = await resolveTarget(
    { ...host, address: plan.address, port: plan.port, via: plan.via },
    settings,
    deps.env,
  );
  if (target.user !== plan.user || becomeText(target) !== plan.become) throw gone(name);
  return target;
}

function learn(redactor: Redactor, { auth, become, via }: Target): void {
  for (const one of [auth.password, auth.passphrase, become?.password]) if (one) redactor.add(one);
  if (via) learn(redactor, via);
}

/** How root is had, for people and for the plan; undefined where the login user does everything. */
function becomeText(target: Target): string | undefined {
  return target.become && `${target.become.method} ${target.become.user}`;
}

function gone(name: string): OpsError {
  return new OpsError('inventory-changed', {
    en: `${name}: the inventory or its credential has changed since the plan was made, so the host is not touched. Ask for a new plan.`,
    zh: `${name}：计划生成后清单或其凭据已被修改，因此不会触碰该主机。请重新申请。`,
  });
}

function movedKey(name: string, planned: string, found: string): OpsError {
  return new OpsError('host-key-changed', {
    en: `${name}: showed the host key ${found}, but the plan was made for ${planned}. Nothing was sent to it. Find out why before anything else.`,
    zh: `${name}：主机密钥为 ${found}，而计划针对的是 ${planned}。未向其发送任何内容，请先查明原因。`,
  });
}
