"""Words that stand in every question and tell none from another, without diacritics."""

ASK_WORDS: dict[str, frozenset[str]] = {
    language: frozenset(text.split())
    for language, text in {
        "cs": """
            ahoj ano bude budeme budou budu bych bychom cau chce chceme chci chtel chtela chteli
            dekujeme dekuji den diky dobry dotaz jeden jedna jestli kdyby lide lidi mohl mohla
            mohli mohou mohu musi musim musime muze muzeme muzou muzu nase nasi neco nejak nejaky
            nekdo otazka pokud potreboval potrebovala potrebujeme potrebuji rad rada radi smi smim
            take taky vubec zajima zda zdravim zeptat
        """,
        "pl": """
            bede bedzie bedziemy chce chcemy chcialabym chcialbym cos dobry dziekuje dziekujemy
            dzien jakis jeden jesli jezeli ktos ludzie moga moge mozemy mozna musi musimy musze
            nasz nasza potrzebuje potrzebujemy powinien powinna powinnismy pytanie witam zapytac
        """,
        "sl": """
            bodo bom bomo dan dober eden ena hvala lahko lepo ljudje mora morajo moram moramo nas
            nasa nase nekaj nekdo nekega potrebujem potrebujemo pozdravljeni prosim rad rada radi
            sme smejo smem smemo vas vprasanje zanima zelim zelimo
        """,
        "en": """
            also any anybody anyone anything ask could dear everybody everything get good happen
            happens hello help just know let like may might mine more must need needs nobody
            nothing one ours own people please question shall should some somebody someone
            something thank thanks use used want wants whether would
        """,
    }.items()
}
