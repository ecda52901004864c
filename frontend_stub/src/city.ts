/** What the page must know of the city before it has asked anything: its clocks. Another city changes this file. */
export const city = { timeZone: 'Asia/Jakarta', zoneName: 'WIB' } as const
