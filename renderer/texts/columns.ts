/** What is said of the list's columns and layout. */
export const name = 'Columns';
export const hint = 'Show, order and size columns';
export const density = 'Density';
export const densities = { comfortable: 'Comfortable', compact: 'Compact' };
export const reset = 'Reset columns';
export const noRoom = 'No room: shown in a wider window';

/** A button of the columns menu: `Move License up`. */
export function moveUp(title: string): string {
  return `Move ${title} up`;
}

/** As `moveUp`. */
export function moveDown(title: string): string {
  return `Move ${title} down`;
}

/** A button of the columns menu: `Make License narrower`. */
export function narrower(title: string): string {
  return `Make ${title} narrower`;
}

/** As `narrower`. */
export function wider(title: string): string {
  return `Make ${title} wider`;
}

/** A column's position among those that the list is sorted by. */
export function sortPosition(place: number, descending: boolean): string {
  return `Sorted ${descending ? 'descending' : 'ascending'}, number ${place}`;
}
