import type { Json } from '../types.ts';

/** Parameters of a call; what is `undefined` is not sent. */
export type CloudParams = Readonly<Record<string, string | number | boolean | undefined>>;

/** Where a call goes. */
export interface CloudPlace {
  /** `https://…`, without a path. */
  readonly endpoint: string;
  /** The version of the product's API, such as `2014-05-26`. */
  readonly version: string;
  readonly signal: AbortSignal;
}

/** One cloud account's API, whichever SDK speaks it. For calls that only read: they are tried again. */
export interface CloudTransport {
  /**
   * What the API answers. A dry run that passed answers `{ Code: 'DryRunOperation', … }`. Errors are OpsErrors, with
   * nothing of the key in them: `cloud-throttled`, `cloud-unavailable`, `cloud-timeout`, `cloud-unreachable`,
   * `cloud-garbled` (all after several tries); `cloud-token-expired`, `cloud-login-refused`, `cloud-clock`,
   * `cloud-no-permission`, `cloud-refused`; the signal's reason when it was aborted.
   */
  call(action: string, params: CloudParams, place: CloudPlace): Promise<Json>;
}
