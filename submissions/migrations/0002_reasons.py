"""The reasons that staff begin with; they are theirs to change."""

from django.db import migrations
from django.utils.translation import gettext_noop as _

CHANGES, DECLINED = "changes", "declined"

# Used for, name for staff (translated as long as they keep it), sentence per language.
REASONS = [
    (CHANGES, _("Unclear what volunteers do"), {
        "cs": "Napište prosím konkrétněji, co dobrovolníci u vás dělají: jak vypadá jejich běžný den nebo hodina.",
        "pl": "Napisz, proszę, konkretniej, co robią u was wolontariusze: jak wygląda ich zwykły dzień lub godzina.",
        "sl": "Prosimo, napišite bolj konkretno, kaj prostovoljci pri vas počnejo: kako poteka njihov običajni dan ali ura.",
        "en": "Please say more plainly what volunteers do with you: what an ordinary day or hour looks like.",
    }),
    (CHANGES, _("Time is missing"), {
        "cs": "Doplňte prosím, kdy a jak často dobrovolníky potřebujete. Lidé se podle toho rozhodují jako první.",
        "pl": "Dopisz, proszę, kiedy i jak często potrzebujecie wolontariuszy. To pierwsze, na co ludzie patrzą.",
        "sl": "Prosimo, dodajte, kdaj in kako pogosto potrebujete prostovoljce. Ljudje se najprej odločajo po tem.",
        "en": "Please add when and how often you need volunteers. It is the first thing people decide by.",
    }),
    (CHANGES, _("Place is missing"), {
        "cs": "Doplňte prosím, kde se dobrovolníci sejdou nebo v jaké obci pomáhají.",
        "pl": "Dopisz, proszę, gdzie spotykają się wolontariusze lub w jakiej miejscowości pomagają.",
        "sl": "Prosimo, dodajte, kje se prostovoljci zberejo ali v katerem kraju pomagajo.",
        "en": "Please add where volunteers meet, or in which town they help.",
    }),
    (CHANGES, _("Contact is missing"), {
        "cs": "Uveďte prosím telefon nebo e-mail, na který se zájemci mohou ozvat.",
        "pl": "Podaj, proszę, telefon lub adres e-mail, pod którym można się do was zgłosić.",
        "sl": "Prosimo, navedite telefon ali e-naslov, na katerem vas ljudje lahko dosežejo.",
        "en": "Please give a telephone number or an e-mail at which people can reach you.",
    }),
    (CHANGES, _("Text too long"), {
        "cs": "Zkraťte prosím text: nejdůležitější patří do prvních dvou vět, podrobnosti řeknete zájemcům osobně.",
        "pl": "Skróć, proszę, tekst: najważniejsze powinno się znaleźć w dwóch pierwszych zdaniach, o szczegółach można opowiedzieć osobiście.",
        "sl": "Prosimo, skrajšajte besedilo: najpomembnejše sodi v prva dva stavka, podrobnosti lahko poveste osebno.",
        "en": "Please shorten the text: what matters most belongs in the first two sentences, the rest you can tell people yourselves.",
    }),
    (CHANGES, _("Reads like an advertisement"), {
        "cs": "Text prosím přepište věcněji. Zájemcům víc než chvála organizace pomůže, když se dozvědí, co budou dělat.",
        "pl": "Napisz to, proszę, bardziej rzeczowo. Ludziom bardziej niż pochwały organizacji przyda się opis tego, co będą robić.",
        "sl": "Prosimo, napišite besedilo bolj stvarno. Ljudem bolj kot pohvale organizacije pomaga, če izvedo, kaj bodo počeli.",
        "en": "Please write it more plainly. It helps people more to learn what they will do than how good the organisation is.",
    }),
    (CHANGES, _("Wrong field of volunteering"), {
        "cs": "Vyberte prosím jinou oblast dobrovolnictví. V této by vás lidé nehledali.",
        "pl": "Wybierz, proszę, inny obszar wolontariatu. W tym nikt by was nie szukał.",
        "sl": "Prosimo, izberite drugo področje prostovoljstva. V tem vas ljudje ne bi iskali.",
        "en": "Please choose another field of volunteering. People would not look for you in this one.",
    }),
    (CHANGES, _("Personal data in the text"), {
        "cs": "Odstraňte prosím z textu osobní údaje lidí, kterým pomáháte, a soukromé kontakty. Ke kontaktům slouží zvláštní pole.",
        "pl": "Usuń, proszę, z tekstu dane osobowe ludzi, którym pomagacie, oraz prywatne kontakty. Na kontakty są osobne pola.",
        "sl": "Prosimo, odstranite iz besedila osebne podatke ljudi, ki jim pomagate, in zasebne kontakte. Za kontakte so posebna polja.",
        "en": "Please take out the personal data of people you help, and private contacts. There are fields of their own for contacts.",
    }),
    (CHANGES, _("Picture cannot be used"), {
        "cs": "Nahrajte prosím jiný obrázek: tento je nečitelný nebo nejde o vaše logo.",
        "pl": "Prześlij, proszę, inny obraz: ten jest nieczytelny albo nie jest waszym logo.",
        "sl": "Prosimo, naložite drugo sliko: ta ni čitljiva ali pa ni vaš logotip.",
        "en": "Please upload another picture: this one cannot be made out, or is not your logo.",
    }),
    (CHANGES, _("Registration number"), {
        "cs": "Zkontrolujte prosím registrační číslo: nesouhlasí s názvem organizace v rejstříku.",
        "pl": "Sprawdź, proszę, numer w rejestrze: nie zgadza się z nazwą organizacji.",
        "sl": "Prosimo, preverite matično številko: ne ujema se z imenom organizacije v registru.",
        "en": "Please check the registration number: it does not match the name of the organisation in the register.",
    }),
    (DECLINED, _("A paid job"), {
        "cs": "Jde o placenou práci. Na tomto portálu zveřejňujeme jen dobrovolnictví.",
        "pl": "To płatna praca. W tym portalu publikujemy tylko wolontariat.",
        "sl": "Gre za plačano delo. Na tem portalu objavljamo samo prostovoljstvo.",
        "en": "This is paid work. On this portal we publish volunteering only.",
    }),
    (DECLINED, _("Not in our countries"), {
        "cs": "Pomoc se odehrává mimo země, kterým se portál věnuje.",
        "pl": "Ta pomoc odbywa się poza krajami, które obejmuje portal.",
        "sl": "Pomoč poteka zunaj držav, ki jih pokriva portal.",
        "en": "The help takes place outside the countries that this portal is for.",
    }),
    (DECLINED, _("Commercial"), {
        "cs": "Jde hlavně o prodej nebo zisk. Dobrovolníky hledáme jen pro veřejně prospěšné činnosti.",
        "pl": "Chodzi głównie o sprzedaż lub zysk. Wolontariuszy szukamy tylko do działań dla wspólnego dobra.",
        "sl": "Gre predvsem za prodajo ali dobiček. Prostovoljce iščemo samo za splošno koristne dejavnosti.",
        "en": "It is mainly about selling or profit. We find volunteers only for what serves the public good.",
    }),
    (DECLINED, _("Organisation cannot be verified"), {
        "cs": "Organizaci se nám nepodařilo ověřit. Pokud máte doklad o její činnosti, ozvěte se nám prosím.",
        "pl": "Nie udało nam się sprawdzić organizacji. Jeśli masz coś, co potwierdza jej działalność, odezwij się do nas.",
        "sl": "Organizacije nam ni uspelo preveriti. Če imate dokazilo o njenem delovanju, se nam, prosimo, oglasite.",
        "en": "We could not verify the organisation. If you have something that shows its work, please get in touch.",
    }),
    (DECLINED, _("Already there"), {
        "cs": "Tento záznam už na portálu je. Rádi vám pomůžeme ho upravit.",
        "pl": "Ten wpis już jest w portalu. Chętnie pomożemy go zmienić.",
        "sl": "Ta objava je na portalu že. Z veseljem vam jo pomagamo spremeniti.",
        "en": "This entry is on the portal already. We are glad to help you change it.",
    }),
    (DECLINED, _("Against dignity or safety"), {
        "cs": "Mohlo by to ohrozit důstojnost nebo bezpečí dobrovolníků či lidí, kterým pomáhají.",
        "pl": "Mogłoby to zagrozić godności lub bezpieczeństwu wolontariuszy albo osób, którym pomagają.",
        "sl": "To bi lahko ogrozilo dostojanstvo ali varnost prostovoljcev ali ljudi, ki jim pomagajo.",
        "en": "It could put at risk the dignity or the safety of volunteers or of the people they help.",
    }),
]  # fmt: skip


def add_reasons(apps, schema_editor):
    reasons = apps.get_model("submissions", "Reason").objects
    if reasons.exists():
        return
    for number, (decision, label, texts) in enumerate(REASONS):
        reasons.create(decision=decision, label=label, texts=texts, sort_order=number)


class Migration(migrations.Migration):
    dependencies = [("submissions", "0001_initial")]

    operations = [migrations.RunPython(add_reasons, migrations.RunPython.noop)]
