import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadTemplates } from '../../../../src/core/collect/textfsm/index-file.ts';
import { parseTextFsm } from '../../../../src/core/collect/textfsm.ts';
import { hasNtc, ntcSamples, type Sample } from './support/ntc.ts';

/** Their index joins further templates on the first one's keys; those are not beside the samples, so these are ours. */
const further: Readonly<Record<string, readonly string[]>> = {
  'cisco_ios/show_module': [
    `Value Key MODULE (\\d+)
Value MAC_ADDRESS ([\\w.]+ to [\\w.]+|[\\w.]+)
Value MOD_HW (\\S+)
Value MOD_FW (\\S+(?:\\s\\[FC\\d\\])?)
Value MOD_SW (\\S+)
Value STATUS (\\S+)

Start
  ^Mod\\s+MAC\\s+addresses -> Addresses
  ^Switch\\s+Ports\\s+Model -> Stack

Addresses
  ^\\s*\${MODULE}\\s+(?:\${MAC_ADDRESS}\\s+\${MOD_HW}\\s+)?\${MOD_FW}\\s+\${MOD_SW}\\s+\${STATUS}\\s*$$ -> Record
  ^\\s*$$ -> End

Stack
  ^\\s*\${MODULE}\\s+\\d+\\s+\\S+\\s+\\S+\\s+\${MAC_ADDRESS}\\s+\${MOD_HW}\\s+\${MOD_SW}\\s*$$ -> Record
  ^\\s*$$ -> End
`,
    `Value Key MODULE (\\d+)
Value SUBMODULE (\\S.+?)
Value SUBMODULE_MODEL (\\S+)
Value SUBMODULE_SERIAL (\\S+)
Value SUBMODULE_HW (\\S+)
Value SUBMODULE_STATUS (\\S+)

Start
  ^Mod\\s+Sub-Module -> Parts

Parts
  ^\\s*\${MODULE}\\s+\${SUBMODULE}\\s+\${SUBMODULE_MODEL}\\s+\${SUBMODULE_SERIAL}\\s+\${SUBMODULE_HW}\\s+\${SUBMODULE_STATUS}\\s*$$ -> Record
  ^\\s*$$ -> End
`,
    `Value Key MODULE (\\d+)
Value ONLINE_DIAG (\\S.*?)

Start
  ^Mod\\s+Online\\s+Diag -> Results

Results
  ^\\s*\${MODULE}\\s+\${ONLINE_DIAG}\\s*$$ -> Record
  ^\\s*$$ -> End
`,
  ],
  'huawei_smartax/display_ont_info_summary_ont': [
    `Value Key,Filldown PORT (\\S+)
Value Key ONT_ID (\\d+)
Value Required SERIAL_NUMBER ([0-9A-F]{16})
Value ONT_MODEL_TYPE (\\S+)
Value DISTANCE_M (\\S+)
Value RX_POWER_DBM (-?\\d+\\.\\d+)
Value TX_POWER_DBM (-?\\d+\\.\\d+)
Value DESCRIPTION (\\S.*?)

Start
  ^\\s*In\\s*port\\s*\${PORT},
  ^\\s*\${ONT_ID}\\s+\${SERIAL_NUMBER}\\s+\${ONT_MODEL_TYPE}\\s+\${DISTANCE_M}\\s+(-|-/-|\${RX_POWER_DBM}/\${TX_POWER_DBM})\\s+(-|\${DESCRIPTION})\\s*$$ -> Record
`,
  ],
};

const lower = (rows: readonly object[]) =>
  rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name.toLowerCase(), value])));

const samples = ntcSamples();
const more = ({ platform, command }: Sample) => further[`${platform}/${command}`];
const alone = samples.filter((sample) => !more(sample));
const joined = samples.filter((sample) => more(sample));

describe.skipIf(!hasNtc)('ntc-templates’ own tests', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ntc-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are all there', () => {
    expect([alone.length, joined.length]).toEqual([611, 12]);
  });

  it('pass with the one template beside them', () => {
    const wrong = alone.filter(({ template, text, expected }) => {
      const rows = lower(parseTextFsm(template, text));
      return !Object.is(JSON.stringify(sorted(rows)), JSON.stringify(sorted(expected)));
    });
    expect(wrong.map(({ platform, command, file }) => `${platform}/${command}/${file}`)).toEqual([]);
  });

  it.each(joined)('pass joined through an index: $file', async (sample) => {
    const { platform, command, template, text, expected } = sample;
    const templates = [template, ...(more(sample) ?? [])];
    const names = templates.map((_, index) => `${index}.textfsm`);
    for (const [index, each] of templates.entries()) writeFileSync(join(folder, `${index}.textfsm`), each);
    const words = command.replaceAll('_', ' ');
    const line = `${names.join(':')}, .*, ${platform}, ${words}`;
    writeFileSync(join(folder, 'index'), `Template, Hostname, Platform, Command\n${line}\n`);
    const opened = await loadTemplates(folder);
    const rows = await opened.parse(platform, words, text);
    await opened.close();
    expect(lower(rows ?? [])).toEqual(expected);
  });
});

/** With the fields of each record in one order. */
function sorted(rows: readonly Readonly<Record<string, unknown>>[]) {
  return rows.map((row) => Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
