"""Words that tell little about whose name it is, folded, by language.

Single letters (``z. s.``, ``o. p. s.``, ``z o.o.``) count as legal forms without being here.
"""

# Legal forms, which one person writes and the next leaves out.
LEGAL_FORMS = {
    "cs": "zs zu ops sro nf ns obcanske sdruzeni spolek pobocny zapsany ustav obecne prospesna "
    "spolecnost nadace nadacni fond socialni druzstvo prispevkova organizace",
    "pl": "fundacja stowarzyszenie zarejestrowane zwykle sp spolka opp org pozytku publicznego "
    "spoldzielnia socjalna organizacja",
    "sl": "drustvo zveza ustanova zavod javni zasebni doo dd sp zadruga socialno podjetje "
    "organizacija",
    "en": "association foundation charity ngo trust society ltd limited inc cic company "
    "organisation organization the",
}
# What many are and many do: alike in this alone, two names are not alike.
USUAL = {
    "cs": "centrum charita cirkev cirkve cirkevni diakonie dobrovolnicke dobrovolnici "
    "dobrovolniku domov dum farni farnost hospic klub knihovna komunitni materske matersky "
    "mestska mestske mesto nemocnice oblastni pro pomoc rodinne skola seniory skupina "
    "sousedske sv svateho svate utulek zakladni zvirata a u na v ve k ze od do",
    "pl": "biblioteka caritas centrum dla dom domowe fundusz grupa hospicjum im imienia klub "
    "kolo kultury miejski miejska miejskie na osrodek parafia parafialna pomoc pomocy "
    "przyjaciol przytulisko rodziny schronisko sw swietego swietej szkola szpital "
    "towarzystwo wolontariat wolontariatu wolontariuszy i od we do",
    "sl": "bolnisnica center dnevni dom druzinski enota hisa hospic karitas klub knjiznica "
    "krajevna mladinski mladih obcinska obmocno osnovna pomoc prijateljev prostovoljcev "
    "prostovoljno prostovoljstvo skupina skupnost sola starejsih sv svetega svete zavetisce "
    "zdruzenje zupnija zupnijska za in na pri od",
    "en": "animal center centre club community council friends group help home hospice hospital "
    "house library of for and in parish school shelter st support volunteer volunteers",
}


def words_of(table: dict[str, str]) -> frozenset[str]:
    """Return the words of all languages: names are not always in the language of a form."""
    return frozenset(" ".join(table.values()).split())
