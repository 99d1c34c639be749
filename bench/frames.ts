export async function benchFrames(): Promise<void> {}
