/** Text that is text in HTML too, also between quotes. */
export const html = (text: string): string => text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
