import { OpsError } from '../../errors.ts';

/** Puts what was being done before a failure of packing, which knows only the path; wraps what nobody worded. */
export function inContext(app: string, version: string, error: unknown): unknown {
  const bare = new Set(['name-refused', 'link-escapes', 'special-file', 'source-changed', 'artifact-empty']);
  if (error instanceof OpsError) {
    if (!bare.has(error.code)) return error;
    const text = { en: `Packing ${app} ${version}: ${error.text.en}`, zh: `打包 ${app} ${version}：${error.text.zh}` };
    return new OpsError(error.code, text, { cause: error });
  }
  const why = error instanceof Error ? error.message : String(error);
  return new OpsError(
    'pack-failed',
    {
      en: `Packing ${app} ${version} failed: ${why}. Check the space and the rights of DATA_DIR and of the source, then try again.`,
      zh: `打包 ${app} ${version} 失败：${why}。请检查 DATA_DIR 与源目录的空间和权限后重试。`,
    },
    { cause: error },
  );
}

/** Nothing is left to pack. */
export function artifactEmpty(): OpsError {
  return new OpsError('artifact-empty', {
    en: 'nothing is left to pack: the source has no files, or include and exclude leave none. Correct them in apps.yaml.',
    zh: '没有可打包的内容：源中没有文件，或 include 与 exclude 排除了全部文件。请在 apps.yaml 中修正。',
  });
}

/** The copy made for a build is not what was read before it. */
export function sourceChanging(folder: string): OpsError {
  return new OpsError('source-changed', {
    en: `${folder} was changed while it was being copied. Try again when nothing writes to the folder.`,
    zh: `复制期间 ${folder} 被修改。请在没有程序写入该目录时重试。`,
  });
}

/** Other files under a version that is on record. */
export function versionAltered(app: string, version: string, known: string, now: string): OpsError {
  return new OpsError('version-altered', {
    en: `${app} ${version} is on record with the content ${short(known)}, but its source now gives ${short(now)}. A version names one artifact for ever: give the changed files a new version, or restore the source.`,
    zh: `${app} ${version} 已记录的内容为 ${short(known)}，但其源现在得到 ${short(now)}。一个版本永远只对应一个制品：请为修改后的文件使用新版本号，或恢复源。`,
  });
}

/** Another source or build recipe under a version that is on record. */
export function sourceAltered(app: string, version: string, known: string, now: string): OpsError {
  return new OpsError('version-altered', {
    en: `${app} ${version} was built from the source ${short(known)}, but its files or its build, include or exclude in apps.yaml now make ${short(now)}. A version names one artifact for ever: give the change a new version, or take it back.`,
    zh: `${app} ${version} 由源 ${short(known)} 构建，但其文件或 apps.yaml 中的 build、include、exclude 现在对应 ${short(now)}。一个版本永远只对应一个制品：请为改动使用新版本号，或撤销改动。`,
  });
}

/** A build that had to be repeated gave other bytes. */
export function notReproducible(app: string, version: string, known: string, now: string): OpsError {
  return new OpsError('build-not-reproducible', {
    en: `${app} ${version} was built again, since its artifact ${short(known)} is no longer stored, and came out different (${short(now)}). A version names one artifact for ever: give it a new version, or make the build reproducible.`,
    zh: `${app} ${version} 的制品 ${short(known)} 已不在存储中，重新构建的结果不同（${short(now)}）。一个版本永远只对应一个制品：请使用新版本号，或使构建可重现。`,
  });
}

function short(hash: string): string {
  return hash.slice(0, 12);
}
