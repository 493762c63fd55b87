"""Words too common to tell texts apart, without diacritics. Left out of queries only."""


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


STOP_WORDS: dict[str, frozenset[str]] = {
    "cs": _set(
        """
        a aby ale ani bez by byl byla bylo byt co do i ja jak jako je jejich jen jeste jsem jsi
        jsme jsou jste k kde kdo kdyz ke ktera ktere ktery ma maji mam me mezi mit moje muj my
        na nad nam nas ne nebo nejsou neni o od on ona oni po pod pred pri pro prosim proto
        protoze s se si sve svuj ta tak take tato ten tento ti to toto tu ty u uz v vam vas ve
        vy z za ze
        """
    ),
    "pl": _set(
        """
        a aby albo ale ani bez bo by byc byl byla bylo ci co czy dla do gdy gdzie go i ich jak
        jako jej jest jestem juz kiedy kto ktora ktore ktory lub ma maja mam miedzy moj moja
        moze my na nad nam nas nie o od on ona oni oraz po pod przed przez przy sa sie swoj ta
        tak takze te ten tez to ty tylko u w wam was we wy z za ze
        """
    ),
    "sl": _set(
        """
        a ali ampak bi bil bila bilo biti bo brez ce da do h ima imajo in iz je jih jim k kaj
        kako kdo ker ki kjer kot le med mi moj moja na nad nam nas ne njihov o ob od on ona oni
        pa po pod pred pri s se sem si smo so ste svoj ta tako te ter ti to tudi v vam vas vi z
        za ze
        """
    ),
    "en": _set(
        """
        a an and are as at be been but by can do does for from has have how i if in into is it
        its me my no not of on or our so that the their them there these they this those to us
        was we were what when where which who will with you your
        """
    ),
}
