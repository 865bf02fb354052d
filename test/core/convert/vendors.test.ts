import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviceKnowledge } from '../../../src/core/convert/knowledge/devices.ts';
import { recogniseVendor, splitVendorModel, vendorOfModel } from '../../../src/core/convert/vendors.ts';

describe('a vendor', () => {
  it.each([
    ['华为', 'Huawei'],
    ['HUAWEI', 'Huawei'],
    ['Huawei Technologies Co., Ltd.', 'Huawei'],
    ['新华三', 'H3C'],
    ['华三', 'H3C'],
    ['锐捷网络', 'Ruijie'],
    ['星网锐捷', 'Ruijie'],
    ['深信服', 'Sangfor'],
    ['山石网科', 'Hillstone'],
    ['浪潮', 'Inspur'],
    ['海康威视', 'Hikvision'],
    ['大华', 'Dahua'],
    ['中兴通讯', 'ZTE'],
    ['迈普', 'Maipu'],
    ['迪普科技', 'DPtech'],
    ['天融信', 'Topsec'],
    ['网神', 'QiAnXin'],
    ['绿盟', 'NSFOCUS'],
    ['启明星辰', 'Venustech'],
    ['中科曙光', 'Sugon'],
    ['超聚变', 'xFusion'],
    ['联想', 'Lenovo'],
    ['戴尔', 'Dell'],
    ['惠普', 'HPE'],
    ['HP', 'HPE'],
    ['惠普 LaserJet', 'HP'],
    ['思科（Cisco）', 'Cisco'],
    ['瞻博', 'Juniper'],
    ['palo alto networks', 'Palo Alto'],
    ['施耐德APC', 'APC'],
    ['ＨＵＡＷＥＩ', 'Huawei'],
  ])('%s is %s', (text, vendor) => {
    expect(recogniseVendor(text)?.vendor).toBe(vendor);
  });

  it('is sure where the text is its name, less where there is more', () => {
    expect(recogniseVendor('华为')?.confidence).toBe(1);
    expect(recogniseVendor('华为（含维保）')?.confidence).toBeLessThan(1);
  });

  it.each(['', '-', 'foo', 'intelligent', 'China', '办公室'])('is not seen in "%s"', (text) => {
    expect(recogniseVendor(text)).toBeUndefined();
  });

  it('has a usual name that names itself', () => {
    const names = Object.keys(deviceKnowledge.vendors).filter((name) => name !== 'HP');
    expect(names.map((name) => recogniseVendor(name)?.vendor)).toEqual(names);
  });

  it('of every product line has names', () => {
    const unnamed = deviceKnowledge.models
      .filter(({ vendor }) => !(vendor in deviceKnowledge.vendors))
      .map(({ vendor }) => vendor);
    expect(unnamed).toEqual([]);
  });
});

describe('vendor and model in one cell', () => {
  it.each([
    ['华为 S5735', 'Huawei', 'S5735'],
    ['H3C/S6520X', 'H3C', 'S6520X'],
    ['Cisco WS-C2960X-48TS-L', 'Cisco', 'WS-C2960X-48TS-L'],
    ['S5735（华为）', 'Huawei', 'S5735'],
    ['HUAWEI-S5720', 'Huawei', 'S5720'],
    ['锐捷RG-S2910', 'Ruijie', 'RG-S2910'],
    ['HP LaserJet Pro M405', 'HP', 'LaserJet Pro M405'],
    ['HP ProLiant DL380', 'HPE', 'ProLiant DL380'],
    ['Dell EMC PowerEdge R740', 'Dell', 'PowerEdge R740'],
    ['Palo Alto PA-3220', 'Palo Alto', 'PA-3220'],
    ['华为 HUAWEI S5720', 'Huawei', 'S5720'],
    ['H3C', 'H3C', ''],
  ])('%s', (text, vendor, model) => {
    expect(splitVendorModel(text)).toEqual({ vendor, model });
  });

  it('leaves a model without a vendor as it is', () => {
    expect(splitVendorModel(' S5735-L48T4X ')).toEqual({ model: 'S5735-L48T4X' });
  });

  it('never makes the model longer, whatever is written', () => {
    const text = fc.oneof(
      fc.string(),
      fc.tuple(fc.constantFrom('华为', 'H3C ', 'HP-', '(Cisco)'), fc.string()).map((parts) => parts.join('')),
    );
    fc.assert(fc.property(text, (each) => splitVendorModel(each).model.length <= each.normalize('NFKC').length));
  });
});

describe('the vendor of a model', () => {
  it.each([
    ['RG-S5750', 'Ruijie'],
    ['SG-6000-E1600', 'Hillstone'],
    ['WS-C2960X', 'Cisco'],
    ['PowerEdge R740', 'Dell'],
    ['DS-2CD3T46', 'Hikvision'],
    ['DH-IPC-HFW2433', 'Dahua'],
    ['NF5280M5', 'Inspur'],
    ['FortiGate 60F', 'Fortinet'],
    ['QFX5100-48S', 'Juniper'],
  ])('%s is made by %s', (model, vendor) => {
    expect(vendorOfModel(model)).toBe(vendor);
  });

  it.each(['2911', '', 'R740', '未知'])('is open for "%s"', (model) => {
    expect(vendorOfModel(model)).toBeUndefined();
  });
});
