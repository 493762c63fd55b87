"""Providers where anybody has an address: it says nothing about for whom somebody writes."""

DOMAINS = """
gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com icloud.com me.com
mac.com aol.com mail.com gmx.com gmx.net gmx.de gmx.at web.de t-online.de proton.me
protonmail.com pm.me tutanota.com tuta.io tuta.com zoho.com fastmail.com hey.com yandex.com
mail.ru ukr.net i.ua

seznam.cz email.cz post.cz spoluzaci.cz centrum.cz atlas.cz volny.cz tiscali.cz quick.cz
outlook.cz yahoo.cz

wp.pl o2.pl tlen.pl go2.pl onet.pl onet.eu op.pl vp.pl poczta.onet.pl poczta.onet.eu
autograf.pl buziaczek.pl interia.pl interia.eu interia.com poczta.fm intmail.pl int.pl
gazeta.pl poczta.pl yahoo.pl

siol.net email.si volja.net amis.net hotmail.si yahoo.si

azet.sk zoznam.sk centrum.sk post.sk pobox.sk
"""
FREE_MAIL = frozenset(DOMAINS.split())
