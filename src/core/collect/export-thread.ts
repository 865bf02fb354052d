// Runs in the thread of exporter.ts.
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import type { OutFile } from '../convert/format.ts';
import { explain, OpsError } from '../errors.ts';
import { readSqlite } from '../io/sqlite.ts';
import { exportFacts } from './export.ts';
import type { ExportAnswer, ExportJob } from './exporter.ts';
import { createReader } from './snapshots/read.ts';

parentPort?.on('message', async (job: ExportJob) => {
  const answer = await exported(job).catch((error: unknown): ExportAnswer => {
    return { code: error instanceof OpsError ? error.code : 'export-failed', text: explain(error) };
  });
  parentPort?.postMessage(answer);
});
parentPort?.postMessage('ready');

async function exported({ folder, keys, formats }: ExportJob): Promise<ExportAnswer> {
  const db = readSqlite(join(folder, 'snapshots.db'));
  try {
    const reader = createReader(db);
    const snapshots = [...reader.latestOf(keys, {})].flat();
    const files: OutFile[] = [];
    for (const format of formats) files.push(...(await exportFacts(snapshots, format)));
    return { count: snapshots.length, files };
  } finally {
    db.close();
  }
}
