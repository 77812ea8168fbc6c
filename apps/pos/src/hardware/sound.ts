let context: AudioContext | null = null;

/** Two low tones: what was scanned is not on the ticket. Who scans looks at the tags, not at the screen. */
export function soundBad(): void {
  try {
    context ??= new AudioContext();
    for (const at of [0, 0.16]) {
      const tone = new OscillatorNode(context, { type: "square", frequency: 180 });
      const volume = new GainNode(context, { gain: 0.12 });
      tone.connect(volume).connect(context.destination);
      tone.start(context.currentTime + at);
      tone.stop(context.currentTime + at + 0.12);
    }
  } catch {
    // A device without sound shows it all the same.
  }
}
