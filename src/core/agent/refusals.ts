import { OpsError } from '../errors.ts';
import type { Text } from '../text.ts';

/** The error for a refusal by the host script; codes as the script names them. */
export function refusal(host: string, root: string, { code, detail }: { code: string; detail: string }): OpsError {
  const word = wordings[code] ?? wordings['agent-failed'];
  return new OpsError(code, (word as Wording)(host, root, detail));
}

type Wording = (host: string, root: string, detail: string) => Text;

const wordings: Readonly<Record<string, Wording>> = {
  'lease-held': (host, root, detail) => ({
    en: `${host}: another run holds ${root} (${detail}). Wait for it to end, or for its lease to expire, then ask again.`,
    zh: `${host}：另一个任务正占用 ${root}（${detail}）。请等它结束或租约到期后重试。`,
  }),
  'lease-lost': (host, root, detail) => ({
    en: `${host}: the lease on ${root} is no longer this run's (${detail}), so nothing more is changed there. Look at the host before deploying again.`,
    zh: `${host}：${root} 的租约已不属于本次任务（${detail}），不再对其做任何更改。请先检查该主机再部署。`,
  }),
  'lease-expired': (host, root) => ({
    en: `${host}: the lease on ${root} ran out before it could be renewed, so nothing more is changed there. Check the connection to the host.`,
    zh: `${host}：${root} 的租约未能及时续期，不再对其做任何更改。请检查到该主机的连接。`,
  }),
  'already-started': (host, _root, detail) => ({
    en: `${host}: this step was started before (${detail}) and is not run twice.`,
    zh: `${host}：该步骤此前已启动（${detail}），不会执行第二次。`,
  }),
  'cannot-write': (host, root, detail) => ({
    en: `${host}: cannot write in ${detail || root}. Check the free space and who owns the folder.`,
    zh: `${host}：无法写入 ${detail || root}。请检查剩余空间和目录属主。`,
  }),
  'missing-tool': (host, _root, detail) => ({
    en: `${host}: ${detail} is missing there. Install it (GNU coreutils, tar and util-linux, or busybox, have all that is needed).`,
    zh: `${host}：缺少 ${detail}。请安装（GNU coreutils、tar 与 util-linux，或 busybox 均可）。`,
  }),
  'agent-failed': (host, root, detail) => ({
    en: `${host}: looking after ${root} failed: ${detail.trim() || 'no answer'}`,
    zh: `${host}：处理 ${root} 时失败：${detail.trim() || '无应答'}`,
  }),
};
