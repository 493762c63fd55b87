"""Drawings of rooms and of what stands on tables."""

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
    dashes,
    disc,
    drawing,
    glaze,
    line,
    paint,
    pencil,
    put,
    shadow,
    steam,
    table,
    view,
    window,
    worktop,
)


def bowls(*places: tuple[int, int]) -> str:
    """Return bowls of soup; a place is the middle of a bowl's foot."""
    feet = [f"M{x} {y}" for x, y in places]
    return (
        glaze(NIGHT, 0.28, *(disc(x, y, 46, 6) for x, y in places))
        + paint(CREAM, *(f"{foot}m-50-34h100q-4 34-30 34h-40q-26 0-30-34z" for foot in feet))
        + paint(TERRACOTTA, *(f"{foot}m-48-20h96l-4 9h-88z" for foot in feet))
        + paint(SUN, *(disc(x, y - 34, 50, 12) for x, y in places))
        + paint(YELLOW, *(disc(x, y - 33, 42, 8) for x, y in places))
    )


def book(x: int, y: int, width: int, height: int, cover: str) -> str:
    """Return a closed book that lies with its back to the left; its lower left is ``x`` ``y``."""
    inner = height - 14
    pages = f"M{x} {y - 7}v-{inner}h{width - 8}q-6 {inner // 2} 0 {inner}z"
    boards = (
        f"M{x + width} {y}H{x}q-18-{height // 2} 0-{height}h{width}v7H{x + 10}v{inner}H{x + width}z"
    )
    return paint(CREAM, pages) + paint(cover, boards)


def plug(x: int, y: int, turn: float) -> str:
    """Return a plug whose cable leaves at ``x`` ``y``, its pins to the right."""
    pins = line(SKY, 6, "M70-10h24M70 10h24")
    body = paint(CREAM, "M0-8l20-16h44q8 0 8 8v32q0 8-8 8H20L0 8z")
    return put(x, y, pins, body, glaze(NIGHT, 0.25, "M0 2h72v14q0 8-8 8H20L0 8z"), turn=turn)


INDOORS = {
    "coffee": drawing(
        GREEN,
        window(130, 50, 320, 220),
        paint(TERRACOTTA, "M104 24h60c6 90-6 170-26 270h-34zM476 24h-60c-6 90 6 170 26 270h34z"),
        line(BARK, 10, "M80 24h420"),
        line(NIGHT, 4, "M660 0v90"),
        paint(YELLOW, "M610 150q4-66 50-66t50 66z"),
        paint(SUN, disc(660, 150, 22, 12)),
        paint(BARK, "M376 440h48v60h-48zM70 406h660v18a330 64 0 0 1-660 0z"),
        paint(WOOD, disc(400, 406, 330, 64)),
        glaze(NIGHT, 0.28, "M380 428l240 18 90-30-70-22z"),
        paint(NIGHT, "M396 204q0-12 12-12h214q12 0 12 12l6 178H390z"),
        paint(SKY, "M410 208h210l5 160H406z"),
        paint(CREAM, "M426 226h108v84H424z"),
        paint(MEADOW, "M424 310q30-44 60-20 20-20 50 4v16z"),
        line(GREEN, 7, "M556 234h46M556 256h46M556 278h30M426 332h100"),
        paint(TERRACOTTA, "M556 324h48v22h-48z"),
        paint(SKY, "M390 380h250l30 44H360z"),
        paint(NIGHT, "M398 388h234l16 20H382z"),
        paint(CREAM, "M476 412h78l4 8h-86z", "M360 424h310v6H360z"),
        shadow(236, 424, 92, 14),
        paint(CREAM, disc(236, 416, 86, 16)),
        paint(SUN, disc(236, 414, 56, 9)),
        line(TERRACOTTA, 12, "M286 352c44-10 40 48-6 38"),
        paint(TERRACOTTA, "M180 336h112c0 50-20 78-36 80h-40c-16-2-36-30-36-80z"),
        paint(BRICK, disc(236, 336, 56, 12)),
        paint(NIGHT, disc(236, 338, 46, 8)),
        steam(236, 318),
    ),
    "telephone": drawing(
        SKY,
        paint(MEADOW, "M0 250h800v100H0z"),
        paint(CREAM, "M0 244h800v10H0z"),
        view(492, 60, 180, 120, YELLOW),
        line(WOOD, 12, "M492 60h180v120h-180z"),
        worktop(330, 474),
        shadow(290, 424, 170, 12),
        paint(TERRACOTTA, "M150 424l34-150q6-20 28-20h156q22 0 28 20l34 150z"),
        paint(BRICK, "M146 416h288l6 16H140zM224 222h28v34h-28zM328 222h28v34h-28z"),
        paint(CREAM, disc(290, 344, 62)),
        line(
            NIGHT,
            13,
            "M290 302h0M311 308h0M327 323h0M332 344h0M327 365h0M311 380h0M290 386h0M269 380h0M253 365h0M248 344h0",
        ),
        paint(YELLOW, disc(290, 344, 26)),
        line(NIGHT, 5, "M126 236c-40 60-100 170-60 206 12 12 34 14 56 14"),
        shadow(240, 460, 130, 5),
        put(
            122,
            456,
            line(
                NIGHT,
                5,
                "M0 0",
                "c22 0 24-30 9-30s-13 30 9 30" * 13,
                "h40c60 0 60-44 30-44",
            ),
        ),
        paint(
            NIGHT,
            "M118 236v-24q0-40 40-40h264q40 0 40 40v24q0 8-8 8h-56q-8 0-8-8-4-22-28-22H218",
            "q-24 0-28 22 0 8-8 8h-56q-8 0-8-8z",
        ),
        line(MEADOW, 5, "M160 188h180"),
        shadow(600, 440, 150, 10),
        paint(DEEP, "M490 366h210l60 80H446z"),
        paint(CREAM, "M496 362q56-14 102 2l4 74q-70-18-148-2z"),
        paint(SUN, "M694 362q-50-14-96 2l4 74q76-18 148-2z"),
        line(MEADOW, 4, "M512 376q36-6 72 0M500 394q40-8 84 0M488 412q50-8 96 0M616 376q30-6 66 0"),
        line(TERRACOTTA, 5, "M618 394q20-5 44-2"),
        pencil(604, 424, -14),
    ),
    "kitchen-table": drawing(
        TERRACOTTA,
        paint(BRICK, "M0 400h800v100H0z"),
        paint(CREAM, "M0 392h800v10H0z"),
        window(70, 50, 190, 150),
        paint(WOOD, "M560 130h180v14H560z"),
        paint(SUN, "M580 90h36v40h-36zM628 78h40v52h-40z"),
        paint(GREEN, "M576 82h44v10h-44zM624 70h48v10h-48z"),
        paint(YELLOW, "M690 96h36v34h-36z"),
        paint(GREEN, "M686 88h44v10h-44z"),
        glaze(SUN, 0.3, "M350 96h100l230 220H120z"),
        line(NIGHT, 4, "M400 0v46"),
        paint(YELLOW, "M330 104q10-60 70-60t70 60z"),
        paint(CREAM, disc(400, 104, 24, 12)),
        line(DEEP, 14, "M150 320v-90M262 320v-90M538 320v-90M650 320v-90"),
        line(DEEP, 12, "M150 240h112M150 270h112M538 240h112M538 270h112"),
        table(308, 440),
        bowls((226, 352), (574, 352)),
        shadow(400, 376, 104, 10),
        line(DEEP, 12, "M310 300h-20v26h20M490 300h20v26h-20"),
        paint(GREEN, "M308 276h184v70q0 30-30 30H338q-30 0-30-30z"),
        paint(MEADOW, "M308 266q10-38 92-38t92 38zM388 212h24v18h-24z"),
        paint(DEEP, "M300 266h200v14H300z"),
        steam(350, 216),
        steam(462, 216),
        bowls((180, 426), (620, 426)),
        paint(CREAM, "M296 404h208l22 26H274z"),
        shadow(400, 418, 100, 7),
        paint(WOOD, "M310 418q-18-60 34-64h112q52 4 34 64z"),
        line(SUN, 7, "M348 368l-12 24M384 364l-12 26M422 364l-12 26M460 368l-12 24"),
    ),
    "desk-lamp": drawing(
        DEEP,
        paint(GREEN, "M90 40h620v230H90z"),
        dashes(DEEP, 6, "6 34", "M110 70h580M110 110h580M110 150h580M110 190h580M110 230h580"),
        paint(WOOD, "M150 84h18v130h-18zM222 84q28-10 34 18 0 26-34 22z"),
        paint(NIGHT, "M124 62h66q18 0 22 26-8-8-22-6h-66z"),
        paint(SKY, "M226 122h24l-6 104z"),
        line(SKY, 12, "M304 150v66M290 72v20q14 24 28 0v-20M304 104v50"),
        worktop(336, 446),
        shadow(590, 390, 110, 12),
        line(NIGHT, 7, "M660 380c80 10 90 30 30 42s-160-14-220 4"),
        plug(470, 426, 176),
        line(YELLOW, 14, "M580 376l56-176-220-50"),
        paint(TERRACOTTA, "M496 388q0-20 30-20h110q30 0 30 20z", disc(636, 200, 15)),
        put(
            372,
            214,
            paint(SUN, disc(0, 84, 26)),
            paint(TERRACOTTA, "M-22-74h44q8 0 8 10v24q50 30 52 120H-82q2-90 52-120v-24q0-10 8-10z"),
            glaze(NIGHT, 0.25, "M8-40q24 50 18 120h56Q80-10 30-40z"),
            turn=14,
        ),
        put(
            150,
            412,
            glaze(NIGHT, 0.28, "M0 8h190v10H0z"),
            line(SKY, 9, "M90 0h110"),
            paint(SKY, "M196-8h14v16h-14z"),
            paint(YELLOW, "M0-8q0-10 10-10h60q8 0 12 8h14V10H82q-4 8-12 8H10Q0 18 0 8z"),
            line(TERRACOTTA, 4, "M14-6h52M14 6h52"),
            turn=-5,
        ),
        paint(SKY, disc(300, 372, 7, 4), disc(330, 384, 7, 4), disc(270, 388, 7, 4)),
    ),
    "papers": drawing(
        WOOD,
        line(
            BARK, 5, "M0 120h800M0 250h800M0 380h800M210 120v130M560 250v130M320 380v120M640 0v120"
        ),
        glaze(NIGHT, 0.3, "M130 56h560v420H130z"),
        paint(DEEP, "M120 46h560v420H120z"),
        line(GREEN, 5, "M134 60h532v392H134z"),
        put(
            310,
            262,
            glaze(NIGHT, 0.35, "M-112-152h240v330h-240z"),
            paint(SUN, "M-120-165h240v330h-240z"),
            paint(TERRACOTTA, "M-96-140h90v34h-90z"),
            line(GREEN, 5, "M-96-76h150M-96-50h120M-96-24h150M-96 2h90M-96 28h140M-96 54h110"),
            turn=-10,
        ),
        put(
            476,
            262,
            glaze(NIGHT, 0.35, "M-112-152h240v330h-240z"),
            paint(CREAM, "M-120-165h240v330h-240z"),
            paint(MEADOW, "M-94-118h188v40H-94z"),
            line(GREEN, 5, "M-64-46h140M-64-12h120M-64 22h140M-94 70h188M-94 96h120"),
            line(TERRACOTTA, 4, "M-94-54h14v14h-14zM-94-20h14v14h-14zM-94 14h14v14h-14z"),
            line(NIGHT, 4, "M-90 138c20-40 30-20 16 0 20-24 30-20 26 0 12-16 22-14 24-2h50"),
            line(NIGHT, 5, "M-80-130v-44q0-14 14-14t14 14v54q0 9-9 9t-9-9v-44"),
            turn=6,
        ),
        put(
            520,
            410,
            glaze(NIGHT, 0.35, "M6 10h176v12H6z"),
            paint(NIGHT, "M0 0l30-8h24V8H30zM150-9h40q6 0 6 9t-6 9h-40z"),
            paint(TERRACOTTA, "M48-9h108V9H48z"),
            paint(YELLOW, "M0 0l14-4v8zM150-9h8V9h-8z"),
            turn=-42,
        ),
        glaze(NIGHT, 0.3, disc(722, 104, 84)),
        paint(CREAM, disc(714, 94, 84)),
        paint(SUN, disc(714, 94, 62)),
        line(TERRACOTTA, 16, "M668 132l-34 30"),
        paint(TERRACOTTA, disc(714, 94, 54)),
        paint(NIGHT, disc(714, 94, 43)),
        paint(MEADOW, "M0 500q-6-90 70-130 20 80-70 130zM0 500q60-90 150-70-30 80-150 70z"),
        paint(GREEN, "M0 500q-50-70-10-140 60 50 10 140z"),
    ),
    "books": drawing(
        YELLOW,
        glaze(NIGHT, 0.25, "M132 44h560v270H132z"),
        paint(BARK, "M120 30h560v270H120z"),
        paint(DEEP, "M136 46h528v238H136z"),
        line(CREAM, 5, "M170 240l50-90 50 90zM560 90h70v70h-70zM560 90l70 70M560 160l70-70"),
        line(CREAM, 5, disc(214, 96, 26), "M520 230c20-40 30 40 50 0s30 40 50 0"),
        worktop(350, 450),
        shadow(390, 420, 200, 12),
        book(262, 418, 260, 42, TERRACOTTA),
        book(284, 376, 220, 32, GREEN),
        book(250, 344, 240, 46, MEADOW),
        book(290, 298, 200, 30, BRICK),
        book(274, 268, 190, 36, SKY),
        glaze(NIGHT, 0.3, disc(372, 232, 40, 5)),
        paint(
            TERRACOTTA,
            "M372 168c30-16 56 4 50 32-4 24-24 36-36 34-8-3-20-3-28 0-12 2-32-10-36-34-6-28 20-48 50-32z",
        ),
        line(CREAM, 6, "M338 194q2-14 14-16"),
        line(BARK, 6, "M372 172q-2-20 8-32"),
        paint(MEADOW, "M378 160q6-30 46-26-8 32-46 26z"),
        glaze(NIGHT, 0.28, "M560 428l176-22 4 10-176 22z"),
        pencil(566, 424, -7, TERRACOTTA),
    ),
}
