import type { Connection } from '../../../src/core/io/ssh/types.ts';

/** A connection to a host that answers facts.sh with `output`, in which MARK stands for the mark. */
export function answering(output: string, ending: () => Promise<unknown> = async () => {}): Connection {
  const absent = () => Promise.reject(new Error('not here'));
  return {
    target: { name: 'host', address: '192.0.2.1', port: 22, user: 'ops', auth: {}, legacy: false },
    fingerprint: '',
    exec: async (argv, { onOutput }) => {
      onOutput?.(Buffer.from(output.replaceAll(/^MARK /gm, `${argv[4]} `)), 'stdout');
      await ending();
      return { code: 0, stdout: '', stderr: '' };
    },
    shell: absent,
    forward: absent,
    bytesSent: () => 0,
    closed: new AbortController().signal,
    close: () => {},
  };
}
