"""Drawings of doors, walls, windows and stairs."""

from home.demo.scenes_pen import (
    BARK,
    BRICK,
    CREAM,
    DEEP,
    GREEN,
    MEADOW,
    NIGHT,
    SKY,
    SUN,
    TERRACOTTA,
    WOOD,
    YELLOW,
    again,
    dashes,
    disc,
    drawing,
    glaze,
    line,
    paint,
    pencil,
    put,
    shadow,
    view,
    wheels,
    window,
    worktop,
)


def plant(x: int, y: int, pot: str = TERRACOTTA) -> str:
    """Return a pot with leaves, its foot at ``x`` ``y``."""
    leaves = "M0-60Q-70-70-64-130 0-120 0-60zM0-60Q70-80 58-140 0-120 0-60z"
    middle = paint(DEEP, "M0-56Q-40-120 0-176 40-120 0-56z")
    side = paint(pot, "M-34-62h68L24 0h-48z") + glaze(NIGHT, 0.25, "M10-62h24L24 0H6z")
    return put(x, y, middle, paint(MEADOW, leaves), side, paint(pot, "M-40-72h80v16h-80z"))


# The days of the calendar that are ticked, by column and row.
TICKED = ((0, 0), (1, 0), (3, 0), (4, 0), (1, 1), (3, 1), (6, 1), (0, 2), (2, 2))


def geranium(x: int, y: int) -> str:
    """Return the head of a flower."""
    petals = ((0, -15), (15, -3), (9, 13), (-9, 13), (-15, -3))
    head = paint(TERRACOTTA, *(disc(x + left, y + down, 13) for left, down in petals))
    return head + paint(BRICK, disc(x, y, 8))


ROOMS: dict[str, str] = {
    "coat-hook": drawing(
        YELLOW,
        paint(BARK, "M0 410h800v90H0z"),
        paint(CREAM, "M0 394h800v18H0z"),
        glaze(SUN, 0.5, "M110 412h190l120 88H90z"),
        view(100, 60, 200, 352),
        paint(SUN, "M128 412c6-34 92-40 84-74h14c22 30-20 40 26 74z"),
        line(CREAM, 18, "M100 412V60h200v352"),
        paint(GREEN, "M100 52v362L20 470V14z"),
        line(DEEP, 7, "M84 94v120l-48 8V74zM84 246v120l-48 32V252z"),
        line(SUN, 9, "M34 236l14-2"),
        glaze(NIGHT, 0.2, "M392 152h320v10H392z"),
        paint(WOOD, "M384 118h320v34H384z"),
        line(NIGHT, 9, "M478 136v34q0 20 18 20t18-16M620 136v34q0 20 18 20t18-16"),
        line(NIGHT, 9, "M478 136l12-12M620 136l12-12"),
        glaze(NIGHT, 0.2, "M486 200l74 22 30 130-34 10v34H452z"),
        paint(
            BRICK, "M446 208q-16 8-20 32l-16 104 30 6 18-90zM546 208q16 8 20 32l16 104-30 6-18-90z"
        ),
        paint(TERRACOTTA, "M476 188q20 12 40 0l36 22 6 176H434l6-176z"),
        paint(BRICK, "M470 188q26 14 52 0l8 18-34 34-34-34z"),
        line(BRICK, 4, "M496 240v146M452 310h24M516 310h24"),
        dashes(CREAM, 9, "0 36", "M507 256v120", ends="round"),
        shadow(650, 446, 90, 7),
        paint(DEEP, "M612 446v-56h28v34q22 4 22 22zM666 446v-56h28v34q22 4 22 22z"),
        line(BARK, 12, "M586 370v74M730 370v74"),
        paint(WOOD, "M566 350h184v20H566z"),
    ),
    "calendar": drawing(
        GREEN,
        glaze(SUN, 0.16, "M60 0h130l140 430H200zM210 0h130l140 430H350z"),
        worktop(420, 450),
        line(NIGHT, 4, "M330 74L400 22l70 52"),
        paint(CREAM, disc(400, 22, 7)),
        glaze(NIGHT, 0.35, "M252 82h320v318H252z"),
        paint(CREAM, "M240 70h320v318H240z"),
        view(240, 70, 320, 124),
        line(NIGHT, 6, "M280 60v20M340 60v20M460 60v20M520 60v20"),
        dashes(SKY, 32, "32 9", "M261 220h280M261 262h280M261 304h280M261 346h280"),
        line(
            GREEN,
            5,
            *(f"M{269 + 41 * i} {220 + 42 * j}l6 7 10-15" for i, j in TICKED),
        ),
        line(TERRACOTTA, 6, disc(441, 304, 25, 22)),
        shadow(140, 440, 44),
        plant(140, 440),
        shadow(668, 440, 44),
        pencil(660, 400, -100, YELLOW, 90),
        pencil(676, 400, -78, TERRACOTTA, 70),
        paint(CREAM, "M636 362h66l-6 78h-54z"),
        paint(TERRACOTTA, "M638 384h62l-1 12h-60z"),
    ),
    "hospital-window": drawing(
        MEADOW,
        paint(CREAM, "M0 320h800v130H0z"),
        paint(GREEN, "M0 312h800v10H0z"),
        paint(BARK, "M0 440h800v60H0z"),
        window(240, 30, 320, 210),
        put(
            344,
            240,
            line(DEEP, 5, "M0-50q-6-50-40-80M0-50q0-60 6-100M0-50q10-50 46-74"),
            paint(DEEP, disc(-40, -76, 28), disc(0, -90, 34), disc(42, -78, 28)),
            again("flower", geranium(-46, -128), (54, -24), (102, 4)),
            paint(TERRACOTTA, "M-34-52h68L24 0h-48z"),
            paint(BRICK, "M-40-60h80v16h-80z"),
        ),
        paint(WOOD, "M40 356h130v110H40z"),
        paint(BARK, "M30 346h150v14H30zM40 404h130v6H40z"),
        line(SUN, 7, "M96 382h18M96 434h18"),
        paint(SKY, "M66 296h34l-4 50H70z"),
        paint(YELLOW, "M120 334h50v12h-50z"),
        paint(TERRACOTTA, "M126 322h42v12h-42z"),
        paint(GREEN, "M640 270q0-14 14-14h92q14 0 14 14v110H640z"),
        paint(DEEP, "M630 376h140v22H630z"),
        line(NIGHT, 9, "M644 400v74M756 400v74"),
        paint(CREAM, "M290 290q0-32 30-32h160q30 0 30 32z"),
        paint(TERRACOTTA, "M226 350v-30q4-36 64-38 50-20 110-4 60-16 110 4 60 2 64 38v30z"),
        glaze(NIGHT, 0.3, "M200 470h400v12H200z"),
        paint(WOOD, "M222 346h356v92H222z"),
        glaze(NIGHT, 0.2, "M222 418h356v20H222z"),
        line(NIGHT, 13, "M216 466V350q0-20 20-20h328q20 0 20 20v116M216 438h368"),
        paint(NIGHT, disc(216, 474, 12), disc(584, 474, 12)),
        paint(SKY, "M300 348h66v80h-66z"),
        line(GREEN, 4, "M312 372h42M312 388h42M312 404h28"),
        paint(NIGHT, "M320 340h26v16h-26z"),
    ),
    "stairs": drawing(
        SUN,
        window(500, 44, 200, 150),
        paint(YELLOW, "M0 150l360 180v170H0z"),
        paint(BARK, "M360 330v-50h-80v-40h-80v-40h-80v-40H40v-40H0v60l330 166z"),
        paint(
            WOOD,
            "M366 280h-92v10h92zM286 240h-92v10h92zM206 200h-92v10h92z",
            "M126 160H34v10h92zM46 120H0v10h46z",
        ),
        line(GREEN, 6, "M320 280V176M240 240V136M160 200V96M80 160V56M20 120V20"),
        line(DEEP, 10, "M0 12l360 180v130"),
        paint(WOOD, "M300 318h500v30H270z"),
        paint(BARK, "M270 344h530v156H30v-36h80v-40h80v-40h80z"),
        paint(WOOD, "M24 460h92v12H24zM104 420h92v12h-92zM184 380h92v12h-92zM264 340h536v12H264z"),
        line(NIGHT, 4, "M600 500V392h120v108"),
        paint(SUN, disc(618, 450, 6)),
        shadow(520, 336, 110),
        put(
            520,
            334,
            line(NIGHT, 6, "M-56-28l60-40M56-28l-60-40M84-118l40-36h20"),
            wheels(30, (-60, -30), (60, -30)),
            paint(DEEP, "M-96-122H90q0 70-62 70h-56q-62 0-68-70z"),
            paint(TERRACOTTA, "M-100-122q4-82 88-88v88z"),
            line(BRICK, 4, "M-12-122l-74-44M-12-122l-36-78"),
            paint(CREAM, "M-12-134h96q10 0 10 12h-106z"),
        ),
        shadow(706, 338, 66),
        put(
            706,
            336,
            line(NIGHT, 8, "M-30-82q0-34 30-34t30 34"),
            paint(YELLOW, "M-66 0v-66q0-18 18-18h96q18 0 18 18V0z"),
            paint(WOOD, "M-40-84h14V0h-14zM26-84h14V0H26zM-66-52H66v10H-66z"),
            paint(NIGHT, "M-8-56H8v18H-8z"),
        ),
    ),
}
