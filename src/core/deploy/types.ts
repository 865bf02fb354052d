import type { ByteSource } from '../io/byte-source.ts';
import type { CommonPlan, HostLogin } from '../runs/plan.ts';
import type { Hook, Verification } from '../settings/types.ts';

/** One entry of an artifact. Paths are relative, with `/`, sorted by their UTF-8 bytes. Folders are not listed. */
export type ArtifactFile =
  | {
      readonly path: string;
      readonly type: 'file';
      readonly mode: 0o644 | 0o755;
      readonly size: number;
      /** SHA-256 of the content, hex. */
      readonly hash: string;
      /** The byte range of this entry in the tar: its header, content and padding. */
      readonly start: number;
      readonly end: number;
    }
  | {
      readonly path: string;
      readonly type: 'link';
      readonly target: string;
      readonly start: number;
      readonly end: number;
    };

/** What is deployed: an uncompressed tar, named by its own SHA-256, with a manifest of every file. */
export interface Artifact {
  /** SHA-256 of the tar, hex. */
  readonly hash: string;
  readonly app: string;
  readonly version: string;
  /** Bytes of the tar. */
  readonly size: number;
  readonly files: readonly ArtifactFile[];
}

/** Bytes of a tar: the whole artifact, or one made of some of its entries. */
export interface ArtifactStream {
  readonly size: number;
  /** SHA-256 of exactly the bytes that `open` will give, hex; made by reading them once. */
  readonly hash: string;
  open(): ByteSource;
}

/** Content-addressed artifacts under DATA_DIR/artifacts. */
export interface ArtifactStore {
  get(hash: string): Promise<Artifact | undefined>;
  /** The artifact recorded under a version, if one is. */
  version(app: string, version: string): Promise<Artifact | undefined>;
  /** Errors `artifact-missing` and `artifact-altered` unless the stored bytes still have this hash. */
  check(hash: string): Promise<void>;
  /** A tar of the entries at `paths` (default: all), cut from the stored bytes without unpacking them. */
  stream(hash: string, paths?: ReadonlySet<string>): Promise<ArtifactStream>;
  /** Deletes artifacts not in `keep`; the records of which version had which hash stay. Returns the hashes deleted. */
  prune(keep: ReadonlySet<string>): Promise<readonly string[]>;
}

/** What a release needs to be started, verified and brought back, stored on the host with it. */
export interface ReleaseSpec {
  readonly app: string;
  readonly version: string;
  readonly artifact: string;
  readonly hooks: { readonly install?: Hook; readonly stop?: Hook; readonly start?: Hook };
  readonly verify: readonly Verification[];
  readonly shared: readonly string[];
}

/** A release on a host: `releases/<name>`, where name is `<version>_<run id>`. */
export interface ReleaseRef {
  readonly name: string;
  readonly version: string;
  /** SHA-256 of the artifact it was unpacked from. */
  readonly artifact: string;
  /** SHA-256 of its stored spec and manifest, so that altering them on the host is noticed. */
  readonly seal: string;
}

/** What a run will do to one host. */
export interface HostPlan extends HostLogin {
  readonly root: string;
  /** What the host runs now; null where it runs none yet. */
  readonly current: ReleaseRef | null;
  /** What an undo brings back; null: stop and remove `current`. */
  readonly undo: ReleaseRef | null;
  /** The release it will run: a new one, or (rollback) one that is there and was good. Null: none, `current` is removed. */
  readonly target: ReleaseRef | null;
  /** What starts, verifies and stops the target; with a null target, what stops the release that runs now. */
  readonly spec: ReleaseSpec;
  /** Files of the current release that are not what was deployed: they are sent anew, and an undo would refuse. */
  readonly altered?: number;
  /** Files that differ between what runs now and the target; absent where the current one's files are not known. */
  readonly changes?: {
    readonly added: number;
    readonly changed: number;
    readonly removed: number;
    readonly sample: readonly string[];
  };
}

/** Exactly what a deploy or rollback will do. `version`: the one deployed, or those gone back to, joined by ", ". */
export interface DeployPlan extends CommonPlan {
  readonly kind: 'deploy' | 'rollback';
  /** Absent for a rollback, which sends nothing. */
  readonly artifact?: { readonly hash: string; readonly size: number; readonly files: number };
  readonly keep: number;
  readonly hosts: Readonly<Record<string, HostPlan>>;
}
