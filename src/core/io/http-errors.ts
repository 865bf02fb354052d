import { OpsError } from '../errors.ts';
import type { Text } from '../text.ts';

export type HttpFailure = keyof typeof reasons;

const reasons = {
  timeout: { en: 'no whole answer in time, in several tries', zh: '多次尝试均未在时限内得到完整应答' },
  unreachable: { en: 'it cannot be reached, or the connection was cut', zh: '无法连接，或连接中断' },
  certificate: {
    en: "its certificate is not trusted. Tell Node.js of your company's authority with NODE_EXTRA_CA_CERTS",
    zh: '证书不受信任。企业自建 CA 请用 NODE_EXTRA_CA_CERTS 告知 Node.js',
  },
  unavailable: { en: 'the service failed, also after several tries', zh: '服务端故障或限流，多次重试仍然失败' },
  'login-refused': { en: 'the login was refused. It is not tried again', zh: '登录被拒绝，不会重试' },
  refused: { en: 'the request was refused', zh: '请求被拒绝' },
  redirected: {
    en: 'it leads elsewhere. Redirects are followed on the same host only: correct the URL in sources.yaml',
    zh: '被重定向到别处。只跟随同一主机内的重定向，请更正 sources.yaml 中的 URL',
  },
  'too-large': { en: 'the answer is too large. Ask for smaller pages', zh: '应答过大，请减小每页条数' },
  'redirect-loop': {
    en: 'it is redirected again and again on the same host. Correct the URL in sources.yaml, or its login',
    zh: '在同一主机内反复重定向。请更正 sources.yaml 中的 URL 或登录信息',
  },
  'not-json': {
    en: 'the answer is not JSON; a page to log in on is such an answer. Check the URL and the login in sources.yaml',
    zh: '应答不是 JSON（例如登录页面）。请检查 sources.yaml 中的 URL 和登录信息',
  },
} as const satisfies Record<string, Text>;

/** The OpsError `http-<failure>`; of the URL it shows no more than host and path. */
export function httpError(url: URL, failure: HttpFailure, detail: Text): OpsError {
  const where = `${url.origin}${url.pathname}`;
  const [en, zh] = [detail.en, detail.zh].map((text) => (text === '' ? '' : ` (${text})`));
  return new OpsError(`http-${failure}`, {
    en: `Reading ${where}: ${reasons[failure].en}${en}.`,
    zh: `读取 ${where}：${reasons[failure].zh}${zh}。`,
  });
}
