#!/usr/bin/env python3
"""Writes the demo's contacts.csv: 1,000 rows that can be dialled, 33 that cannot, and the mess of real files.

Every number is set aside for fiction by its country's regulator, so nobody can be rung by mistake:
  US  555-0100 to 555-0199 of an area code (NANPA)      UK  020 7946 0000 to 0999 (Ofcom)
  DE  030 23125 000 to 999, 040 66969 000 to 999 (BNetzA)   FR  01 99 00 00 00 to 99 99 (ARCEP)
  AU  02 5550 0000 to 9999 (ACMA)
The seed is fixed: the same script writes the same file.
"""
import pathlib
import random

RANDOM = random.Random(20261121)
TARGET = pathlib.Path(__file__).resolve().parents[1] / "main/resources/demo/contacts.csv"

FIRST = ("Ada Alan Amélie Anke Anouk Björn Carlos Chiara Chloé Dörte Edsger Elif Émile Fatima Florian Françoise Grace "
         "Gülşen Hannah Håkon Inés Jörg José Jürgen Katherine Klára Léa Linus Łukasz Marie Márton Nadia Niklaus Noël "
         "Olga Oskar Paulo Priya Radia Renée Søren Sigrid Štefan Tomás Tove Ursula Vint Wanda Yūki Zoë").split()
LAST = ("Abt Ångström Bauer Çelik Dupont Eriksson Fernández Fischer Garcia Größer Håkansson Hernández Ivanova Jansen "
        "Kovács Krüger Lefèvre Löwe Maier Müller Nowak Núñez O'Brien Öztürk Park Petersen Quist Rossi Schäfer Šimić "
        "Strauß Tanaka Uhlíř Varga Weiß Wójcik Xu Yıldız Zhang Zünd").split()
TRADE = ("Bakery Books Carpentry Coffee Cycles Dental Design Electric Florist Garage Glass Joinery Laundry Legal "
         "Logistics Optics Organics Pharmacy Plumbing Print Roofing Studio Tailors Travel Veterinary").split()
KIND = ["GmbH", "Inc.", "Ltd", "& Sons", "& Co.", "SARL", "LLC", "e. K."]
CITY = ["Berlin", "Boston", "Chicago", "Düsseldorf", "Genève", "Köln", "London", "Łódź", "München", "New York",
        "Orléans", "São Paulo", "Sydney", "Washington, D.C.", "Zürich"]
AREAS = [201, 202, 206, 212, 213, 215, 303, 305, 312, 404, 415, 503, 512, 602, 617, 702, 713, 808]


def numbers():
    """(written as a person would, E.164) of distinct lines."""
    us = [(f"{a}", f"01{n:02d}") for a in AREAS for n in range(100)]
    RANDOM.shuffle(us)
    forms = ["{a}-555-{n}", "({a}) 555-{n}", "{a}.555.{n}", "{a}555{n}", "+1{a}555{n}", "+1 ({a}) 555-{n}",
             "1-{a}-555-{n}", "+1\u00a0{a}\u00a0555\u00a0{n}", "{a}–555–{n}", " {a} 555 {n}  ", "+1/{a}/555-{n}",
             "+1.{a}.555.{n}"]
    for i, (a, n) in enumerate(us[:700]):
        yield forms[i % len(forms)].format(a=a, n=n), f"+1{a}555{n}"
    for n in RANDOM.sample(range(1000), 120):
        yield RANDOM.choice(["+44 20 7946 {n:04d}", "+44 (0)20 7946 {n:04d}", "+44207946{n:04d}"]).format(n=n), f"+44207946{n:04d}"
    for n in RANDOM.sample(range(1000), 60):
        yield RANDOM.choice(["+49 30 23125{n:03d}", "+49 (30) 23125-{n:03d}", "011 49 30 23125{n:03d}"]).format(n=n), f"+493023125{n:03d}"
    for n in RANDOM.sample(range(1000), 40):
        yield RANDOM.choice(["+49/40/66969{n:03d}", "+49 40 66969 {n:03d}"]).format(n=n), f"+494066969{n:03d}"
    for n in RANDOM.sample(range(10000), 50):
        yield f"+33 1 99 00 {n // 100:02d} {n % 100:02d}", f"+3319900{n:04d}"
    for n in RANDOM.sample(range(10000), 30):
        yield f"+61 2 5550 {n:04d}", f"+6125550{n:04d}"


def cell(text, quoted=False):
    if quoted or any(c in text for c in ',"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text


def person():
    return f"{RANDOM.choice(FIRST)} {RANDOM.choice(LAST)}"


def business(i):
    odd = {17: "=SUM(A1:A9)", 118: "+Plus GmbH", 219: "-10% Outlet", 320: "@home Services", 421: "=HYPERLINK(\"http://example.com\";\"x\")",
           522: "Smith \"The Fixer\" & Co.", 623: "Line one\r\nLine two Ltd", 724: "\tTabbed Inc.", 825: ""}
    if i in odd:
        return odd[i]
    name = RANDOM.choice(LAST) if i % 3 else RANDOM.choice(CITY)
    return f"{name} {RANDOM.choice(TRADE)} {RANDOM.choice(KIND)}"


def note(i):
    if i % 97 == 5:
        return "Prefers mornings.\nSays: \"not on Fridays\",\nthen hangs up"
    if i % 41 == 7:
        return "call back; ask for the owner"
    if i % 60 == 9:
        return "emoji 📞 and 東京"
    return ""


def row(i, phone, name=None):
    fields = [f"C-{i:05d}", name if name is not None else person(), business(i), phone, RANDOM.choice(CITY), note(i)]
    if i % 29 == 3:
        fields[1] = fields[1] + "   "
    return ",".join(cell(f, quoted=(i % 13 == 4)) for f in fields)


accepted = list(numbers())
assert len(accepted) == 1000 and len({e164 for _, e164 in accepted}) == 1000
RANDOM.shuffle(accepted)
rows = [row(i, phone) for i, (phone, _) in enumerate(accepted, start=1)]

BAD_PHONES = ["n/a", "unknown", "555", "12345", "+1 555", "0000000000", "+49", "call me", "202-555-01O2", "+1 202 555 01234567",
              "#REF!", "2,025550123E+09", "+999 12345678", "see notes"]
bad = [row(2000 + i, phone) for i, phone in enumerate(BAD_PHONES)]
bad += [row(2100 + i, "") for i in range(4)]
bad += [row(2200 + i, f"202-555-01{90 + i}", name=" ") for i in range(3)]
bad += [row(2300, "+44 20 7946 0001") + ",surplus,cells"]
for number, text in enumerate(bad):
    rows.insert(40 + number * 37, text)
# a repeated number, written otherwise than the first time, further down
for repeat in range(11):
    rows.append(row(2400 + repeat, accepted[repeat * 50][1]))
for blank in range(6):
    rows.insert(100 + blank * 150, "" if blank % 2 else ",,,,,")

header = "Customer No,NAME,Business_Name, Phone ,city,Notes"
TARGET.parent.mkdir(parents=True, exist_ok=True)
TARGET.write_bytes(("\ufeff" + "\r\n".join([header] + rows) + "\r\n").encode("utf-8"))
