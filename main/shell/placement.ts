/** A window's position and size, in desktop pixels. */
export interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** How much of the title bar must be in reach to move the window. */
const grip = { width: 100, height: 20 };
const titleBarHeight = 40;

/**
 * Where to put a window that was at `remembered`: there if its title bar can be reached on one of the screens, otherwise
 * entirely on the screen that showed most of it, or on the first.
 * @param screens the work area of each screen, the primary one first
 */
export function placement(remembered: Area, screens: readonly [Area, ...Area[]]): Area {
  const titleBar = { ...remembered, height: titleBarHeight };
  const inReach = screens.some((screen) => {
    const { width, height } = overlap(titleBar, screen);
    return width >= grip.width && height >= grip.height;
  });
  if (inReach) return remembered;
  const screen = screens.reduce((best, next) =>
    size(overlap(remembered, next)) > size(overlap(remembered, best)) ? next : best,
  );
  const width = Math.min(remembered.width, screen.width);
  const height = Math.min(remembered.height, screen.height);
  return {
    x: within(remembered.x, screen.x, screen.x + screen.width - width),
    y: within(remembered.y, screen.y, screen.y + screen.height - height),
    width,
    height,
  };
}

function overlap(one: Area, other: Area): { width: number; height: number } {
  return {
    width: Math.max(0, Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x)),
    height: Math.max(0, Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y)),
  };
}

function size({ width, height }: { width: number; height: number }): number {
  return width * height;
}

function within(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
