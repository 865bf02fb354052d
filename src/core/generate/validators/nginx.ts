import { rootCertificates } from 'node:tls';
import { defineValidator } from '../define-validator.ts';
import { copyForCheck, type NginxCopy, ofHttp } from './nginx/copy.ts';
import { checkWith, type Said } from './program/check.ts';

/**
 * `nginx -t` on a copy (see `copyForCheck`): a whole nginx.conf as it is, what belongs into `http` within a minimal one.
 * It reads no other file, loads no module and looks up no name. nginx stops at the first error.
 */
export default defineValidator({
  title: { en: 'nginx', zh: 'nginx' },
  files: [/^nginx.*\.conf$/, /\.nginx(?:\.conf)?$/],
  async validate({ text: source }, deps) {
    const copy = copyForCheck(source);
    const main: Record<string, string> = copy.whole
      ? { 'nginx.conf': copy.text }
      : { 'nginx.conf': `pid nginx.pid; events {} http {${ofHttp} include site.conf; }\n`, 'site.conf': copy.text };
    return checkWith(deps, {
      program: 'nginx',
      debian: 'nginx-light',
      args: ['-t', '-q', '-e', 'stderr', '-p', '{folder}/', '-c', '{folder}/nginx.conf'],
      files: { ...main, 'ca.pem': `${rootCertificates[0]}\n` },
      source,
      read: (line) => read(copy.restore(line), copy),
      before: copy.findings,
    });
  },
});

/** Said once all has been read: opening the ports is not part of a check. */
const passed = /^bind\(\) to .* failed|^listen\(\) to .* failed|^socket\(\) .* failed/;
const ofTheMachine = /^host not found in|Permission denied|No such file/;
/** What a file that is not part of the check may define. */
const ofOthers =
  /^no "ssl_certificate" is defined|^unknown "[^"]*" variable|^unknown log format|^zero size shared memory zone|" zone "[^"]*" is unknown/;
/** Directives of modules that are loaded at run time: nginx's own, and those that Debian and nginx.org have packages of. */
const ofModules =
  /^unknown directive "(?:stream|mail|http[23]|geoip|image_filter|xslt_|xml_entities|perl|js_|brotli|zstd|more_|\w+_by_lua|lua_|auth_pam|auth_spnego|auth_jwt|fancyindex|subs_filter|echo|upload|uploadprogress|nchan_|push_|modsecurity|vhost_traffic|rtmp|set_\w+_|dav_ext|otel_|acme_|encrypted_session|array_|headers_more|memc_|redis|pagespeed|passenger)/;

/** `2026/01/01 00:00:00 [emerg] 1#1: unknown directive "foo" in site.conf:3`. */
function read(line: string, copy: NginxCopy): Said | undefined {
  const [, level, said = ''] = /^\S+ \S+ \[(\w+)\] \d+#\d+: (.+)$/.exec(line) ?? [];
  if (level === undefined) return undefined;
  const [, words = said, at, on] = /^(.*) in (\S+):(\d+)$/.exec(said) ?? [];
  if (passed.test(words)) return { kind: 'passed', words };
  const place = at === (copy.whole ? 'nginx.conf' : 'site.conf') ? { line: Number(on) } : {};
  const unknown = ofModules.test(words) || (copy.modules && words.startsWith('unknown directive'));
  const others = (copy.partial || !copy.whole) && ofOthers.test(words);
  const machine = unknown || others || ofTheMachine.test(words);
  const kind = machine ? 'machine' : level === 'warn' || level === 'notice' ? 'warning' : 'error';
  return { kind, words, ...place };
}
