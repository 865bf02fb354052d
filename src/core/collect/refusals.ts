import { OpsError } from '../errors.ts';
import type { Clock } from '../io/clock.ts';
import { secretsId } from '../io/ssh/keys.ts';
import type { Target } from '../io/ssh/types.ts';

/** Logins that were refused, by account: a wrong password tried on every device locks the account on all of them. */
export interface Refusals {
  /** Does `login` unless this account was refused too often of late. Error `login-refused` without trying. */
  guard<T>(target: Target, login: () => Promise<T>): Promise<T>;
}

/** Refusals of one account, without a success in between, after which it is not tried any more. */
const most = 3;
/** Milliseconds until it is tried again; another secret is tried at once. */
const remembered = 30 * 60_000;

interface Account {
  refused: number;
  at: number;
  /** It was let in, and not refused since. */
  isGood: boolean;
  /** Logins under way. */
  trying: number;
  readonly waiting: (() => void)[];
}

/**
 * No refusals yet. Until an account has been let in once, no more logins are under way at a time than it may be refused;
 * the others wait for how these end.
 */
export function createRefusals(clock: Pick<Clock, 'now'>): Refusals {
  const accounts = new Map<string, Account>();
  const accountOf = (id: string) => {
    const account = accounts.get(id) ?? { refused: 0, at: 0, isGood: false, trying: 0, waiting: [] };
    accounts.set(id, account);
    return account;
  };
  const enter = async (account: Account, target: Target) => {
    for (;;) {
      if (account.refused >= most && clock.now() - account.at >= remembered) account.refused = 0;
      if (account.refused >= most) throw notTried(target, account.refused);
      if (account.isGood || account.trying < most - account.refused) break;
      await new Promise<void>((resolve) => account.waiting.push(resolve));
    }
    account.trying += 1;
  };
  return {
    guard: async (target, login) => {
      const account = accountOf(`${target.user} ${secretsId(target)}`);
      await enter(account, target);
      try {
        const done = await login();
        Object.assign(account, { refused: 0, isGood: true });
        return done;
      } catch (error) {
        if (error instanceof OpsError && error.code === 'login-refused') {
          Object.assign(account, { refused: account.refused + 1, at: clock.now(), isGood: false });
        }
        throw error;
      } finally {
        account.trying -= 1;
        for (const go of account.waiting.splice(0)) go();
      }
    },
  };
}

function notTried({ name, user }: Target, count: number): OpsError {
  return new OpsError('login-refused', {
    en: `Logging in to ${name} as ${user} was not tried: the last ${count} logins with this credential were refused, and accounts get locked. Correct the credential; it is tried again at once then, else in 30 minutes.`,
    zh: `未尝试以 ${user} 登录 ${name}：该凭据最近 ${count} 次登录均被拒绝，继续尝试会锁定账号。请修正凭据，修正后会立即重试，否则 30 分钟后再试。`,
  });
}
