/** Two-byte codes by character: what Excel on a Chinese Windows writes into a .csv. */
function codes(): Map<string, number[]> {
  const decoder = new TextDecoder("gb18030");
  const known = new Map<string, number[]>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail === 0x7f) continue;
      known.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
    }
  }
  return known;
}

/** A text as bytes of GB18030, as far as its two-byte part goes. */
export function gb18030(text: string): Uint8Array {
  const known = codes();
  return Uint8Array.from(
    [...text].flatMap((character) => {
      const code = character.codePointAt(0) ?? 0;
      const bytes = code < 0x80 ? [code] : known.get(character);
      if (!bytes) throw new Error(`no two-byte code for ${character}`);
      return bytes;
    }),
  );
}
