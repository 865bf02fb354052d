/** Text in GBK bytes, which no part of Node writes; signs that GBK has not become `?`. */
export function gbk(text: string): Buffer {
  return Buffer.from(
    [...text].flatMap((sign) => (sign <= '\x7f' ? [sign.charCodeAt(0)] : (codes().get(sign) ?? [0x3f]))),
  );
}

let table: Map<string, readonly number[]> | undefined;

function codes(): Map<string, readonly number[]> {
  if (table) return table;
  table = new Map();
  const decoder = new TextDecoder('gbk');
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const sign = decoder.decode(Uint8Array.of(lead, trail));
      if (trail !== 0x7f && [...sign].length === 1 && sign !== '\ufffd') table.set(sign, [lead, trail]);
    }
  }
  return table;
}
