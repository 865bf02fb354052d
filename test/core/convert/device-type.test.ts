import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Evidence,
  recogniseType,
  recogniseTypeWord,
  typeRecogniser,
} from '../../../src/core/convert/device-type.ts';
import { deviceKnowledge } from '../../../src/core/convert/knowledge/devices.ts';
import { deviceTypes } from '../../../src/core/settings/device-types.ts';
import { random, rowsOf, score, withoutSome } from './support/devices.ts';

const gear = rowsOf(new URL('../../fixtures/devices/chinese-gear.csv', import.meta.url));
const later = rowsOf(new URL('../../fixtures/devices/chinese-gear-later.csv', import.meta.url));
const sample = rowsOf(new URL('../../../../shared/data/device_types_sample.csv', import.meta.url));
if (sample.length === 0) console.warn('skipped: the sample of device types is not beside the checkout');

describe('types by vendor and model', () => {
  it('are right for at least 95 % of the gear that Chinese teams have', () => {
    const { percent, text } = score(gear, recogniseType);
    console.info(`Chinese gear: ${text}`);
    expect(percent).toBeGreaterThanOrEqual(95);
  });

  it('are right for at least 95 % of gear that no product line was written for', () => {
    const { percent, text } = score(later, recogniseType);
    console.info(`Chinese gear written down later: ${text}`);
    expect(percent).toBeGreaterThanOrEqual(95);
  });

  it.skipIf(sample.length === 0)('are right for at least 90 % of the sample, and 85 % of a random third of it', () => {
    const next = random(7);
    const third = sample.filter(() => next() < 1 / 3);
    const all = score(sample, recogniseType);
    const part = score(third, recogniseType);
    console.info(`Sample: ${all.text}\nA random third of it: ${part.text}`);
    expect(all.percent).toBeGreaterThanOrEqual(90);
    expect(part.percent).toBeGreaterThanOrEqual(85);
  });

  it.each([1, 2, 3])('are right for at least 85 % when a fifth of the product lines is not known (seed %i)', (seed) => {
    const recognise = typeRecogniser(withoutSome(deviceKnowledge, 0.2, seed));
    const known = score(gear, recognise);
    console.info(`Chinese gear without a fifth of the product lines, seed ${seed}: ${known.text}`);
    expect(known.percent).toBeGreaterThanOrEqual(85);
    if (sample.length > 0) expect(score(sample, recognise).percent).toBeGreaterThanOrEqual(85);
  });

  it.each([
    ['华为', 's5735_l48t4x a1', 'switch'],
    ['HUAWEI', 'ＵＳＧ６３３０', 'firewall'],
    ['', '锐捷RG-AP820-L', 'wireless-ap'],
    ['', 'H3C UniServer R4900 G3', 'server'],
    ['Cisco', 'N9K C93180YC-EX', 'switch'],
  ])('does not mind case, separators, width or where the vendor stands: %s %s', (vendor, model, type) => {
    expect(recogniseType({ vendor, model }).type).toBe(type);
  });
});

describe('what counts more', () => {
  const cases: readonly [string, Evidence, string][] = [
    ["the sheet's own word over the model", { typeWord: '防火墙', vendor: 'H3C', model: 'S5130' }, 'firewall'],
    ['the model over a generic word', { typeWord: '网络设备', model: 'S5130-28S' }, 'switch'],
    ['the model over the name', { model: 'S5130-28S', name: 'BJ-FW-01' }, 'switch'],
    ['the name over what the vendor usually makes', { vendor: 'H3C', name: 'BJ-FW-01' }, 'firewall'],
    ['the title where the name says nothing', { title: '服务器清单', name: 'zhangsan' }, 'server'],
    ['the last part of a name', { name: 'HX-CORE-FW-01' }, 'firewall'],
    ['a Chinese word in the name', { name: '三楼接入交换机02' }, 'switch'],
    ['a virtual machine in brackets', { typeWord: '服务器（虚拟机）' }, 'vm'],
    ['the role', { role: '数据库服务器' }, 'server'],
    ['the operating system where nothing else tells', { name: 'zhangsan', os: 'CentOS 7.9' }, 'server'],
    ['what a Spanish sheet says', { typeWord: 'Punto de acceso' }, 'wireless-ap'],
  ];

  it.each(cases)('takes %s', (_, evidence, type) => {
    expect(recogniseType(evidence).type).toBe(type);
  });

  it('says what won, and against what', () => {
    const { reason } = recogniseType({ typeWord: '防火墙', vendor: 'H3C', model: 'S5130' });
    expect(reason.en).toContain('"防火墙"');
    expect(reason.en).toContain('S5130');
    expect(reason.zh).toContain('优先于');
  });

  it('says nothing of a title that names several types', () => {
    expect(recogniseType({ title: '交换机及路由器' }).confidence).toBe(0);
  });

  it('is sure of a word, less sure of a name, and least of a vendor alone', () => {
    const [word, name, vendor] = [{ typeWord: '交换机' }, { name: 'bj-sw-01' }, { vendor: '华为' }].map(
      (each) => recogniseType(each).confidence,
    );
    expect(word).toBeGreaterThan(name ?? 1);
    expect(name).toBeGreaterThan(vendor ?? 1);
  });

  it('is `other` without confidence, and says so, where nothing tells', () => {
    expect(recogniseType({ vendor: 'Nobody', model: '~~', name: 'zhangsan' })).toMatchObject({
      type: 'other',
      confidence: 0,
    });
    expect(recogniseType({}).reason.en).toBe('nothing tells what it is');
  });
});

describe('words for types', () => {
  it.each([
    ['交换机', 'switch'],
    ['存储交换机', 'san-switch'],
    ['WEB应用防火墙', 'firewall'],
    ['无线AP', 'wireless-ap'],
    ['无线AC', 'wireless-controller'],
    ['L3 Switch', 'switch'],
    ['负载均衡', 'load-balancer'],
    ['堡垒机', 'other'],
    ['入侵检测系统', 'ips'],
    ['精密空调', 'other'],
    ['IP Phone', 'phone'],
    ['impresora', 'printer'],
  ])('%s is %s', (word, type) => {
    expect(recogniseTypeWord(word)).toBe(type);
  });

  it.each(['网络设备', '设备', '硬件', 'device', ''])('"%s" says no type', (word) => {
    expect(recogniseTypeWord(word)).toBeUndefined();
  });

  it('know every type by its own key', () => {
    const keys = deviceTypes.filter((type) => type !== 'other');
    expect(keys.map((type) => recogniseTypeWord(type))).toEqual(keys);
  });
});

describe('any evidence', () => {
  it('gives a type, a confidence from 0 to 1 and a reason in both languages, always the same', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('华为', 'S5735', '交换机', '(((', '（虚拟机'));
    const evidence = fc.record(
      { vendor: text, model: text, typeWord: text, name: text, title: text, role: text, os: text },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(evidence, (each) => {
        const found = recogniseType(each);
        expect(deviceTypes).toContain(found.type);
        expect(found.confidence).toBeGreaterThanOrEqual(0);
        expect(found.confidence).toBeLessThanOrEqual(1);
        expect(found.reason.en && found.reason.zh).toBeTruthy();
        expect(recogniseType(each)).toEqual(found);
      }),
    );
  });
});
