"""The pen of the demo's drawings: its colours, simple shapes and things that recur."""

DEEP, GREEN, MEADOW = "#0b4932", "#14694a", "#52a480"
YELLOW, SUN, CREAM = "#ffc533", "#ffe596", "#fff7e0"
TERRACOTTA, BRICK = "#d9653b", "#b04a28"
SKY, NIGHT = "#bfe0e2", "#12302a"
WOOD, BARK = "#a9713f", "#7a4d28"

# The outline of a fir as steps from its top, down its right side and up its left.
FIR = (22, 38, -10, 0, 18, 32, -13, 0, 20, 36, -74, 0, 20, -36, -13, 0, 18, -32, -10, 0)


def drawing(ground: str, *parts: str) -> str:
    """Return a whole picture: ``parts``, from back to front, on the colour ``ground``."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 500" width="800" height="500" '
        'stroke-linecap="round" stroke-linejoin="round">'
        f'<path fill="{ground}" d="M0 0h800v500H0z"/>{"".join(parts)}</svg>'
    )


def paint(colour: str, *paths: str) -> str:
    """Return flat shapes of one colour."""
    return f'<path fill="{colour}" d="{"".join(paths)}"/>'


def glaze(colour: str, strength: float, *paths: str) -> str:
    """Return shapes that let what lies below shine through: shadow or light."""
    return f'<path fill="{colour}" opacity="{strength:g}" d="{"".join(paths)}"/>'


def line(colour: str, width: float, *paths: str) -> str:
    """Return strokes with round ends."""
    return f'<path fill="none" stroke="{colour}" stroke-width="{width:g}" d="{"".join(paths)}"/>'


def dashes(colour: str, width: float, pattern: str, *paths: str, ends: str = "butt") -> str:
    """Return broken strokes; ``pattern`` is the length of dash and gap."""
    look = f'stroke-dasharray="{pattern}" stroke-linecap="{ends}"'
    return line(colour, width, *paths).replace("<path", f"<path {look}")


def disc(x: float, y: float, across: float, down: float = 0) -> str:
    """Return the path of a disc by its radius, or of an oval by both."""
    half = f"a{across:g} {down or across:g} 0 1 0"
    return f"M{x - across:g} {y:g}{half} {2 * across:g} 0{half}-{2 * across:g} 0z"


def put(x: float, y: float, *parts: str, turn: float = 0, size: float = 1) -> str:
    """Return ``parts``, drawn around 0 0, moved to ``x`` ``y``."""
    turned = f" rotate({turn:g})" if turn else ""
    sized = f" scale({size:g})" if size != 1 else ""
    return f'<g transform="translate({x:g} {y:g}){turned}{sized}">{"".join(parts)}</g>'


def again(name: str, shape: str, *moves: tuple[int, int]) -> str:
    """Return ``shape`` and copies of it, each moved from where the first is."""
    copies = (f'<use href="#{name}" x="{x}" y="{y}"/>' for x, y in moves)
    return f'<g id="{name}">{shape}</g>{"".join(copies)}'


def hill(colour: str, *heights: float) -> str:
    """Return land down to the lower edge; its line runs through evenly spaced ``heights``."""
    step = 800 / (len(heights) - 1)
    waves = (f"S{step * (i - 0.5):g} {y} {step * i:g} {y}" for i, y in enumerate(heights) if i)
    return paint(colour, f"M0 {heights[0]}", *waves, "V500H0z")


def firs(colour: str, *places: tuple[float, float, float]) -> str:
    """Return firs; a place is where the foot stands and the size."""
    shapes = (
        f"M{x:g} {y - 106 * size:g}l{' '.join(f'{step * size:.3g}' for step in FIR)}z"
        for x, y, size in places
    )
    return paint(colour, *shapes)


def village(x: float, y: float, wall: str = CREAM, roof: str = TERRACOTTA) -> str:
    """Return two houses and a church, their feet at ``y``."""
    walls = paint(wall, "M-46-34H-6V0h-40zM-2-64h20V0H-2zM30-22h28V0H30z")
    roofs = paint(roof, "m-52-32 26-22 26 22zM-6-62 8-100 22-62zM26-22l18-16 18 16z")
    return put(x, y, walls, roofs, paint(DEEP, "M4-52h8v12H4zM-32-20h10V0h-10zM39-14h9V0h-9z"))


def grass(colour: str, *feet: tuple[float, float]) -> str:
    """Return tufts of grass."""
    tuft = "q-2-13-10-20m10 20v-27m0 27q2-13 10-20"
    return line(colour, 4, *(f"M{x} {y}{tuft}" for x, y in feet))


def wheels(radius: int, *hubs: tuple[int, int], rim: str = NIGHT) -> str:
    """Return wheels with spokes."""
    near = round(radius * 0.7)
    cross = f"m-{radius} 0h{2 * radius}m-{radius}-{radius}v{2 * radius}"
    slanted = f"m-{near}-{radius + near}l{2 * near} {2 * near}m0-{2 * near}l-{2 * near} {2 * near}"
    spokes = line(CREAM, 2, *(f"M{x} {y}{cross}{slanted}" for x, y in hubs))
    rims = line(rim, radius * 0.15, *(disc(x, y, radius) for x, y in hubs))
    return spokes + rims + paint(rim, *(disc(x, y, radius * 0.15) for x, y in hubs))


def view(x: int, y: int, width: int, height: int, sky: str = SKY) -> str:
    """Return a piece of the country, cut to a rectangle: outside a window, or in a frame."""
    place = f'x="{x}" y="{y}" width="{width}" height="{height}" viewBox="0 0 300 240"'
    country = (
        paint(sky, "M0 0h300v240H0z"),
        paint(YELLOW, disc(216, 100, 32)),
        paint(MEADOW, "M0 160c60-40 110-46 160-26s90 2 140-22v112H0z"),
        paint(GREEN, "M0 206c80-34 180-26 300 2v32H0z"),
    )
    return f'<svg {place} preserveAspectRatio="xMidYMid slice">{"".join(country)}</svg>'


def window(x: int, y: int, width: int, height: int, frame: str = CREAM) -> str:
    """Return a window with four panes and a sill."""
    bars = f"M{x} {y}h{width}v{height}H{x}zm{width // 2} 0v{height}M{x} {y + height // 2}h{width}"
    sill = f"M{x - 24} {y + height - 2}h{width + 48}v18h-{width + 48}z"
    below = glaze(NIGHT, 0.25, f"M{x - 12} {y + height + 16}h{width + 24}v10h-{width + 24}z")
    return view(x, y, width, height) + line(frame, 12, bars) + below + paint(frame, sill)


def table(back: int, front: int, top: str = WOOD, edge: str = BARK) -> str:
    """Return a table seen from a little above; its top runs from ``back`` to ``front``."""
    legs = paint(edge, f"M96 {front}h40v200H96zM664 {front}h40v200h-40zM40 {front}h720v22H40z")
    under = glaze(NIGHT, 0.3, f"M96 {front + 22}h40v14H96zM664 {front + 22}h40v14h-40z")
    return legs + under + paint(top, f"M116 {back}h568l76 {front - back}H40z")


def worktop(back: int, front: int, top: str = WOOD, edge: str = BARK) -> str:
    """Return a top as wide as the picture, its front edge and the shadow under it."""
    under = glaze(NIGHT, 0.45, f"M0 {front + 22}h800V500H0z")
    return paint(edge, f"M0 {front}h800V500H0z") + under + paint(top, f"M0 {back}h800V{front}H0z")


def shadow(x: float, y: float, across: float, down: float = 8) -> str:
    """Return the shadow of something that stands at ``x`` ``y``."""
    return glaze(NIGHT, 0.28, disc(x, y, across, down))


def steam(x: float, y: float, colour: str = CREAM) -> str:
    """Return two wisps that rise from ``x`` ``y``."""
    wisp = "c-14-16 14-24 0-42s8-20 4-30"
    return line(colour, 5, f"M{x - 11} {y}{wisp}M{x + 11} {y - 4}{wisp}")


def pencil(x: int, y: int, turn: float, colour: str = YELLOW, length: int = 150) -> str:
    """Return a pencil that lies at ``x`` ``y``, its point to the right before it is turned."""
    shaft = paint(colour, f"M0-7h{length}V7H0z") + glaze(NIGHT, 0.25, f"M0 2h{length}v5H0z")
    point = paint(CREAM, f"M{length}-7l24 7-24 7z") + paint(NIGHT, f"M{length + 15}-3l9 3-9 3z")
    return put(x, y, shaft, point, paint(BRICK, "M-16-7H0V7h-16q-6-7 0-14z"), turn=turn)
